package io.kubespring.apiserver.write;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestContext;

/**
 * An anonymous request to the namespace {@code ns}, which is no dry run.
 */
final class TestRequestContext implements RequestContext {

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
		return false;
	}

	@Override
	public String fieldManager() {
		return "test";
	}

	@Override
	public void warn(String text) {
	}

	@Override
	public void addAuditAnnotation(String key, String value) {
	}

}
