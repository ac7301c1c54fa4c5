package io.kubespring.apiserver.codec;

import java.math.BigDecimal;
import java.math.MathContext;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Numbers as the reference keeps them: an {@code int64} where the text is one, a
 * {@code float64} otherwise, written with the least digits by Go's rules.
 */
final class GoFloat {

	private static final int LONGEST_INT64 = 20;

	private static final int LEAST_PLAIN_EXPONENT = -4;

	private static final int LEAST_EXPONENT = 6;

	private static final double LEAST_PLAIN = 1e-6;

	private static final double LEAST_WITH_EXPONENT = 1e21;

	private GoFloat() {
	}

	/**
	 * Read a number of a JSON document.
	 * @return the number, {@code null} if no {@code float64} is that large
	 */
	static @Nullable JsonNode parse(String text) {
		if (text.length() <= LONGEST_INT64 && isInteger(text)) {
			try {
				return node(Long.parseLong(text));
			}
			catch (NumberFormatException ex) {
				return parseFloat(text);
			}
		}
		return parseFloat(text);
	}

	private static @Nullable JsonNode parseFloat(String text) {
		double value = Double.parseDouble(text);
		return Double.isInfinite(value) ? null : node(value);
	}

	private static boolean isInteger(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if ((character < '0' || character > '9') && character != '-') {
				return false;
			}
		}
		return true;
	}

	/**
	 * A whole number is read back as an {@code int64} from its text, so it is one at
	 * once.
	 */
	static JsonNode node(double value) {
		if (value == Math.rint(value) && Math.abs(value) < 0x1p63) {
			return node((long) value);
		}
		return JsonNodeFactory.instance.numberNode(value);
	}

	private static JsonNode node(long value) {
		return ((int) value == value) ? JsonNodeFactory.instance.numberNode((int) value)
				: JsonNodeFactory.instance.numberNode(value);
	}

	/**
	 * Write a number as Go's JSON encoder does.
	 */
	static String write(double value) {
		double size = Math.abs(value);
		boolean plain = size == 0 || (size >= LEAST_PLAIN && size < LEAST_WITH_EXPONENT);
		return plain ? shortest(value).toPlainString() : scientific(shortest(value), 1);
	}

	/**
	 * Write a number by Go's verb {@code %g}, as its YAML encoder does.
	 */
	static String writeGeneral(double value) {
		BigDecimal shortest = shortest(value);
		int exponent = shortest.precision() - shortest.scale() - 1;
		boolean plain = value == 0 || (exponent >= LEAST_PLAIN_EXPONENT && exponent < LEAST_EXPONENT);
		return plain ? shortest.toPlainString() : scientific(shortest, 2);
	}

	private static BigDecimal shortest(double value) {
		BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
		BigDecimal exact = new BigDecimal(value);
		// Before Java 19 the text of a double has now and then a digit too many.
		while (shortest.precision() > 1) {
			BigDecimal shorter = exact.round(new MathContext(shortest.precision() - 1));
			if (shorter.doubleValue() != value) {
				break;
			}
			shortest = shorter.stripTrailingZeros();
		}
		return shortest;
	}

	private static String scientific(BigDecimal shortest, int exponentDigits) {
		int exponent = shortest.precision() - shortest.scale() - 1;
		String digits = shortest.unscaledValue().abs().toString();
		String power = Integer.toString(Math.abs(exponent));
		return ((shortest.signum() < 0) ? "-" : "") + digits.charAt(0)
				+ ((digits.length() > 1) ? "." + digits.substring(1) : "") + ((exponent < 0) ? "e-" : "e+")
				+ "0".repeat(Math.max(0, exponentDigits - power.length())) + power;
	}

}
