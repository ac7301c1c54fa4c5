package io.kubespring.conformance.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request that is sent to two servers; {@code GROUP} stands for the group of each.
 *
 * @param name the number of the case and what it is about
 * @param method the method
 * @param path path and query
 * @param body the body, empty for none
 * @param headers further headers
 */
record Scenario(String name, String method, String path, String body, Map<String, String> headers) {

	static Scenario get(String name, String path, String... headers) {
		return new Scenario(name, "GET", path, "", headers(headers));
	}

	static Scenario send(String name, String method, String path, String body, String... headers) {
		return new Scenario(name, method, path, body.replace('\'', '"'), headers(headers));
	}

	static Scenario merge(String name, String path, String body) {
		return send(name, "PATCH", path, body, "Content-Type", "application/merge-patch+json");
	}

	static Scenario json(String name, String path, String body) {
		return send(name, "PATCH", path, body, "Content-Type", "application/json-patch+json");
	}

	private static Map<String, String> headers(String... pairs) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			headers.put(pairs[i], pairs[i + 1]);
		}
		return headers;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
