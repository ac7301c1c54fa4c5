package io.kubespring.apiserver.write;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value deep in an object, after {@code unstructured.NestedFieldNoCopy} of
 * {@code k8s.io/apimachinery}, with that function's words for what stands in the way.
 *
 * @param path the members that lead to the value
 * @param value the value, {@code null} if there is none
 * @param obstacle the value that is no object on the way, {@code null} without any
 * @param depth how many members lead to the obstacle's own member
 */
record NestedValue(List<String> path, @Nullable JsonNode value, @Nullable JsonNode obstacle, int depth) {

	static NestedValue find(ObjectNode object, List<String> path) {
		JsonNode node = object;
		for (int i = 0; i < path.size(); i++) {
			if (node.isNull()) {
				return new NestedValue(path, null, null, 0);
			}
			if (!node.isObject()) {
				return new NestedValue(path, null, node, i + 1);
			}
			JsonNode next = node.get(path.get(i));
			if (next == null) {
				return new NestedValue(path, null, null, 0);
			}
			node = next;
		}
		return new NestedValue(path, node, null, 0);
	}

	boolean isPresent() {
		return this.value != null || this.obstacle != null;
	}

	@Nullable String problemAsNumber() {
		boolean number = this.value == null || (this.value.isIntegralNumber() && this.value.canConvertToLong());
		return problem(number, "int64");
	}

	@Nullable String problemAsText() {
		return problem(this.value == null || this.value.isString(), "string");
	}

	private @Nullable String problem(boolean fits, String expected) {
		if (this.obstacle != null) {
			return accessorError(this.obstacle, this.depth, "map[string]interface{}");
		}
		return (fits || this.value == null) ? null : accessorError(this.value, this.path.size(), expected);
	}

	private String accessorError(JsonNode found, int members, String expected) {
		return "." + String.join(".", this.path.subList(0, members)) + " accessor error: " + GoValue.text(found)
				+ " is of the type " + GoValue.type(found) + ", expected " + expected;
	}

	/**
	 * The number, 0 if there is none.
	 */
	long number() {
		return (this.value != null && this.value.isIntegralNumber()) ? this.value.longValue() : 0;
	}

	/**
	 * The text, empty if there is none.
	 */
	String text() {
		return (this.value != null && this.value.isString()) ? this.value.stringValue() : "";
	}

}
