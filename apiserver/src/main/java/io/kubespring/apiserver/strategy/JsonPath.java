package io.kubespring.apiserver.strategy;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * The paths of printer columns, as {@code k8s.io/client-go/util/jsonpath} follows them.
 * What is missing leads to nothing; so does a path that expects a list and meets
 * something else.
 */
final class JsonPath {

	private final List<JsonPathStep> steps;

	JsonPath(List<JsonPathStep> steps) {
		this.steps = List.copyOf(steps);
	}

	/**
	 * Read a path.
	 * @throws IllegalArgumentException if it cannot be understood
	 */
	static JsonPath parse(String text) {
		if (!text.startsWith(".")) {
			throw new IllegalArgumentException("the path '" + text + "' does not begin with a dot");
		}
		return new JsonPathParser(text).parse();
	}

	/**
	 * What the path leads to; a member that is null counts where it is the last.
	 */
	List<JsonNode> find(JsonNode root) {
		List<JsonNode> found = List.of(root);
		for (JsonPathStep step : this.steps) {
			List<JsonNode> next = new ArrayList<>();
			for (JsonNode node : found) {
				if (!node.isNull() && !step.follow(node, next)) {
					return List.of();
				}
			}
			found = next;
		}
		return found;
	}

}
