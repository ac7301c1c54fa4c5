package io.kubespring.apiserver.cluster;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * A request that a {@link StandInHostApi} received.
 *
 * @param method the method
 * @param path the path
 * @param query the query as in the URL, or empty
 * @param headers the headers
 * @param body the body, a missing node without
 */
public record RecordedCall(String method, String path, String query, Map<String, List<String>> headers, JsonNode body) {

	boolean isWatch() {
		return this.query.contains("watch=true");
	}

}
