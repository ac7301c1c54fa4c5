package io.kubespring.apiserver.patch;

import tools.jackson.databind.JsonNode;

/**
 * The names that Go's {@code encoding/json} has for JSON values in its messages.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class GoTypes {

	private GoTypes() {
	}

	/**
	 * Name the type of a value.
	 * @param value the value
	 * @return the name, such as {@code bool}
	 */
	public static String nameOf(JsonNode value) {
		return switch (value.getNodeType()) {
			case ARRAY -> "array";
			case OBJECT -> "object";
			case BOOLEAN -> "bool";
			case NUMBER -> "number";
			case NULL -> "null";
			default -> "string";
		};
	}

}
