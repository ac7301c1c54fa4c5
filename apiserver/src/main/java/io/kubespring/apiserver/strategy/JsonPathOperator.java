package io.kubespring.apiserver.strategy;

import java.util.Arrays;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Comparisons within a {@link JsonPath}. Only values of one type can be compared; whole
 * numbers and others are two types.
 */
enum JsonPathOperator {

	EQUAL("==", (order) -> order == 0),

	NOT_EQUAL("!=", (order) -> order != 0),

	LESS("<", (order) -> order < 0),

	LESS_OR_EQUAL("<=", (order) -> order <= 0),

	GREATER(">", (order) -> order > 0),

	GREATER_OR_EQUAL(">=", (order) -> order >= 0);

	private final String symbol;

	private final IntPredicate accepted;

	JsonPathOperator(String symbol, IntPredicate accepted) {
		this.symbol = symbol;
		this.accepted = accepted;
	}

	static @Nullable JsonPathOperator of(String symbol) {
		return Arrays.stream(values()).filter((operator) -> operator.symbol.equals(symbol)).findFirst().orElse(null);
	}

	/**
	 * Compare, {@code null} if the values cannot be compared.
	 */
	@Nullable Boolean holds(JsonNode left, JsonNode right) {
		if (left.isBoolean() && right.isBoolean()) {
			return (this == EQUAL || this == NOT_EQUAL)
					? this.accepted.test(Boolean.compare(left.booleanValue(), right.booleanValue())) : null;
		}
		if (left.isString() && right.isString()) {
			return this.accepted.test(left.stringValue().compareTo(right.stringValue()));
		}
		if (left.isNumber() && right.isNumber() && GoNumber.isWhole(left) == GoNumber.isWhole(right)) {
			return this.accepted.test(left.decimalValue().compareTo(right.decimalValue()));
		}
		return null;
	}

}
