package io.kubespring.apiserver.selector;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One condition on labels, after {@code labels.Requirement} of apimachinery.
 *
 * @param key the label's key
 * @param operator what must hold
 * @param values the values that the operator speaks of, sorted, each once
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Requirement(String key, Operator operator, List<String> values) {

	boolean matches(Map<String, String> labels) {
		@Nullable String value = labels.get(this.key);
		return switch (this.operator) {
			case IN -> value != null && this.values.contains(value);
			case NOT_IN -> value == null || !this.values.contains(value);
			case EXISTS -> value != null;
			case DOES_NOT_EXIST -> value == null;
			case GREATER_THAN -> compare(value) > 0;
			case LESS_THAN -> compare(value) < 0;
		};
	}

	/**
	 * Compare a label's value with the requirement's, 0 for what is no number.
	 */
	private int compare(@Nullable String value) {
		try {
			return (value != null) ? Long.compare(Long.parseLong(value), Long.parseLong(this.values.get(0))) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/**
	 * Operators of requirements.
	 */
	public enum Operator {

		/**
		 * The label has one of the values.
		 */
		IN,
		/**
		 * The label has none of the values or is missing.
		 */
		NOT_IN,
		/**
		 * The label is there.
		 */
		EXISTS,
		/**
		 * The label is missing.
		 */
		DOES_NOT_EXIST,
		/**
		 * The label is a greater integer.
		 */
		GREATER_THAN,
		/**
		 * The label is a smaller integer.
		 */
		LESS_THAN

	}

}
