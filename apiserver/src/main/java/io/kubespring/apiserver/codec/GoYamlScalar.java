package io.kubespring.apiserver.codec;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a plain scalar of YAML means, as {@code yaml.v2} of Go, which
 * {@code sigs.k8s.io/yaml} is made of, has it: the booleans of YAML 1.1, integers in Go's
 * notations, floats with a sign in the exponent, and no times.
 */
final class GoYamlScalar {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final Set<String> TRUE = Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On",
			"ON");

	private static final Set<String> FALSE = Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off",
			"OFF");

	private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

	private static final Map<String, String> NO_NUMBERS = Map.ofEntries(Map.entry(".nan", "NaN"),
			Map.entry(".NaN", "NaN"), Map.entry(".NAN", "NaN"), Map.entry(".inf", "+Inf"), Map.entry(".Inf", "+Inf"),
			Map.entry(".INF", "+Inf"), Map.entry("+.inf", "+Inf"), Map.entry("+.Inf", "+Inf"),
			Map.entry("+.INF", "+Inf"), Map.entry("-.inf", "-Inf"), Map.entry("-.Inf", "-Inf"),
			Map.entry("-.INF", "-Inf"));

	private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

	private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])++(?:\\.[0-9_]*)?");

	private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

	private GoYamlScalar() {
	}

	/**
	 * Resolve a plain scalar.
	 * @throws MalformedBodyException if it is no value that JSON has
	 */
	static JsonNode resolve(String text) {
		if (NULL.contains(text)) {
			return NODES.nullNode();
		}
		if (TRUE.contains(text) || FALSE.contains(text)) {
			return NODES.booleanNode(TRUE.contains(text));
		}
		String special = NO_NUMBERS.get(text);
		if (special != null) {
			throw new MalformedBodyException("json: unsupported value: " + special);
		}
		JsonNode number = number(text.replace("_", ""), text);
		return (number != null) ? number : NODES.stringNode(text);
	}

	/**
	 * Whether a text stays one when it is written without quotes.
	 */
	static boolean isText(String text) {
		return !NO_NUMBERS.containsKey(text) && !SEXAGESIMAL.matcher(text).matches() && resolve(text).isString();
	}

	/**
	 * The name of a scalar's type, by which the reference calls it.
	 */
	static String tag(JsonNode value) {
		return switch (value.getNodeType()) {
			case NULL -> "!!null";
			case BOOLEAN -> "!!bool";
			case NUMBER -> value.isDouble() ? "!!float" : "!!int";
			default -> "!!str";
		};
	}

	private static @Nullable JsonNode number(String plain, String text) {
		boolean candidate = "+-.0123456789".indexOf(text.charAt(0)) >= 0;
		if (!candidate) {
			return null;
		}
		BigInteger whole = integer(plain);
		if (whole != null && whole.bitLength() < Long.SIZE) {
			return GoFloat.parse(whole.toString());
		}
		if (whole != null && whole.signum() > 0 && whole.compareTo(LARGEST) <= 0) {
			return GoFloat.node(whole.doubleValue());
		}
		return FLOAT.matcher(plain).matches() ? GoFloat.parse(plain) : null;
	}

	/**
	 * Read an integer as {@code strconv.ParseInt} does that finds out the base itself.
	 */
	private static @Nullable BigInteger integer(String text) {
		boolean signed = !text.isEmpty() && "+-".indexOf(text.charAt(0)) >= 0;
		String digits = signed ? text.substring(1) : text;
		int base = base(digits);
		if (base != 10) {
			digits = digits.substring(Character.isDigit(digits.charAt(1)) ? 1 : 2);
		}
		if (digits.isEmpty() || "+-".indexOf(digits.charAt(0)) >= 0) {
			return null;
		}
		try {
			BigInteger value = new BigInteger(digits, base);
			return text.startsWith("-") ? value.negate() : value;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static int base(String digits) {
		if (digits.length() < 2 || digits.charAt(0) != '0') {
			return 10;
		}
		return switch (digits.charAt(1)) {
			case 'x', 'X' -> 16;
			case 'b', 'B' -> 2;
			case 'o', 'O' -> 8;
			default -> Character.isDigit(digits.charAt(1)) ? 8 : 10;
		};
	}

}
