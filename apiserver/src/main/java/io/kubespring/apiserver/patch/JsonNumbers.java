package io.kubespring.apiserver.patch;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares trees with numbers by value, whatever Java type holds them.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class JsonNumbers {

	private static final Comparator<JsonNode> BY_VALUE = (left, right) -> {
		if (left.isNumber() && right.isNumber()) {
			return left.decimalValue().compareTo(right.decimalValue());
		}
		return left.equals(right) ? 0 : 1;
	};

	private JsonNumbers() {
	}

	/**
	 * Whether two trees are equal.
	 * @param left a tree, or {@code null} for none
	 * @param right another tree, or {@code null} for none
	 * @return {@code true} if they are
	 */
	public static boolean equal(@Nullable JsonNode left, @Nullable JsonNode right) {
		return (left != null && right != null) ? left.equals(BY_VALUE, right) : left == right;
	}

}
