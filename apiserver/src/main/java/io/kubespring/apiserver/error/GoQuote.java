package io.kubespring.apiserver.error;

import java.nio.charset.StandardCharsets;

/**
 * Quotes texts as the reference does in its messages ({@code %q} of Go).
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class GoQuote {

	private GoQuote() {
	}

	/**
	 * Quote a text.
	 * @param text the text
	 * @return the text between double quotes, with escapes for quotes, backslashes and
	 * characters that cannot be printed
	 */
	public static String quote(String text) {
		StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
		text.codePoints().forEach((codePoint) -> append(quoted, codePoint));
		return quoted.append('"').toString();
	}

	/**
	 * Quote a text as package {@code time} does, which is not {@code strconv.Quote}: by
	 * its octets, those outside of printable ASCII escaped.
	 * @param text the text
	 * @return the text between double quotes
	 */
	public static String quoteOctets(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			if (octet < ' ') {
				quoted.append(String.format("\\x%02x", octet & 0xff));
				continue;
			}
			if (octet == '"' || octet == '\\') {
				quoted.append('\\');
			}
			quoted.append((char) octet);
		}
		return quoted.append('"').toString();
	}

	private static void append(StringBuilder quoted, int codePoint) {
		switch (codePoint) {
			case '"' -> quoted.append("\\\"");
			case '\\' -> quoted.append("\\\\");
			case 0x07 -> quoted.append("\\a");
			case '\b' -> quoted.append("\\b");
			case '\f' -> quoted.append("\\f");
			case '\n' -> quoted.append("\\n");
			case '\r' -> quoted.append("\\r");
			case '\t' -> quoted.append("\\t");
			case 0x0b -> quoted.append("\\v");
			default -> appendOther(quoted, codePoint);
		}
	}

	private static void appendOther(StringBuilder quoted, int codePoint) {
		if (codePoint < ' ' || codePoint == 0x7f) {
			quoted.append(String.format("\\x%02x", codePoint));
		}
		else if (isPrintable(codePoint)) {
			quoted.appendCodePoint(codePoint);
		}
		else if (codePoint > 0xffff) {
			quoted.append(String.format("\\U%08x", codePoint));
		}
		else {
			quoted.append(String.format("\\u%04x", codePoint));
		}
	}

	/**
	 * Whether a character is shown as it is.
	 * @param codePoint the character
	 * @return {@code true} if it needs no escape
	 */
	public static boolean isPrintable(int codePoint) {
		if (codePoint == ' ') {
			return true;
		}
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
