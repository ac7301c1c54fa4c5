package io.kubespring.apiserver.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the record that audit keeps of a request is annotated with; the first value of a
 * key stays, as in {@code k8s.io/apiserver/pkg/audit}. Safe for use by several threads.
 */
final class AuditAnnotations {

	private Map<String, String> all = Map.of();

	synchronized void add(String key, String value) {
		if (this.all.isEmpty()) {
			this.all = new LinkedHashMap<>();
		}
		this.all.putIfAbsent(key, value);
	}

	synchronized Map<String, String> all() {
		return Map.copyOf(this.all);
	}

}
