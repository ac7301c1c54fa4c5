package io.kubespring.apiserver.patch;

import java.util.Comparator;

import tools.jackson.databind.JsonNode;

/**
 * Compares numbers of JSON by value, whatever Java type holds them.
 */
final class JsonNumbers {

	static final Comparator<JsonNode> COMPARATOR = (left, right) -> {
		if (left.isNumber() && right.isNumber()) {
			return left.decimalValue().compareTo(right.decimalValue());
		}
		return left.equals(right) ? 0 : 1;
	};

	private JsonNumbers() {
	}

}
