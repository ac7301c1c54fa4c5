package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestContext;

/**
 * An anonymous request to the namespace {@code ns}, which is no dry run, and what it is
 * told.
 */
final class TestRequestContext implements RequestContext {

	final List<String> warnings = new ArrayList<>();

	final Map<String, String> annotations = new LinkedHashMap<>();

	private final boolean dryRun;

	TestRequestContext() {
		this(false);
	}

	TestRequestContext(boolean dryRun) {
		this.dryRun = dryRun;
	}

	@Override
	public String namespace() {
		return "ns";
	}

	@Override
	public UserInfo user() {
		return UserInfo.ANONYMOUS;
	}

	@Override
	public boolean dryRun() {
		return this.dryRun;
	}

	@Override
	public String fieldManager() {
		return "test";
	}

	@Override
	public void warn(String text) {
		this.warnings.add(text);
	}

	@Override
	public void addAuditAnnotation(String key, String value) {
		this.annotations.putIfAbsent(key, value);
	}

}
