package io.kubespring.apiserver.strategy;

import java.math.BigDecimal;
import java.math.BigInteger;

import tools.jackson.databind.JsonNode;

/**
 * Numbers as the reference holds and prints them: whole ones as {@code int64}, others as
 * {@code float64}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class GoNumber {

	private static final int EXACT_DIGITS = 15;

	private static final BigDecimal LEAST_PLAIN = new BigDecimal("1e-6");

	private static final BigDecimal LEAST_WITH_EXPONENT = new BigDecimal("1e21");

	private GoNumber() {
	}

	/**
	 * Whether a number is held as {@code int64}.
	 * @param number the number
	 * @return {@code true} for {@code int64}, {@code false} for {@code float64}
	 */
	public static boolean isWhole(JsonNode number) {
		return number.isIntegralNumber() && number.canConvertToLong();
	}

	/**
	 * The number as a text cell shows it, Go's verb {@code %v}.
	 * @param number the number
	 * @return its text
	 */
	public static String text(JsonNode number) {
		if (isWhole(number)) {
			return Long.toString(number.longValue());
		}
		BigDecimal value = shortest(number);
		int exponent = value.precision() - value.scale() - 1;
		return (value.signum() == 0 || (exponent >= -4 && exponent < 6)) ? value.toPlainString()
				: scientific(value, exponent);
	}

	/**
	 * The number as Go's JSON encoder writes it.
	 */
	static String json(JsonNode number) {
		if (isWhole(number)) {
			return Long.toString(number.longValue());
		}
		BigDecimal value = shortest(number);
		boolean plain = value.signum() == 0
				|| (value.abs().compareTo(LEAST_PLAIN) >= 0 && value.abs().compareTo(LEAST_WITH_EXPONENT) < 0);
		return plain ? value.toPlainString() : scientific(value, value.precision() - value.scale() - 1);
	}

	/**
	 * The least digits that name the {@code float64}.
	 */
	static BigDecimal shortest(JsonNode number) {
		BigDecimal exact = number.decimalValue().stripTrailingZeros();
		BigDecimal value = (exact.precision() <= EXACT_DIGITS) ? exact
				: new BigDecimal(Double.toString(number.doubleValue())).stripTrailingZeros();
		return (value.scale() < 0 && value.abs().compareTo(LEAST_WITH_EXPONENT) < 0) ? value.setScale(0) : value;
	}

	private static String scientific(BigDecimal value, int exponent) {
		String digits = value.unscaledValue().abs().toString();
		int end = digits.length();
		while (end > 1 && digits.charAt(end - 1) == '0') {
			end--;
		}
		String fraction = digits.substring(1, end);
		String power = BigInteger.valueOf(Math.abs(exponent)).toString();
		return ((value.signum() < 0) ? "-" : "") + digits.charAt(0) + (fraction.isEmpty() ? "" : "." + fraction) + "e"
				+ ((exponent < 0) ? "-" : "+") + ((power.length() < 2) ? "0" + power : power);
	}

}
