package io.kubespring.apiserver.codec;

import java.util.BitSet;

import io.kubespring.apiserver.error.GoQuote;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first mistake in a JSON document and says it as Go's {@code encoding/json}
 * does.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class GoJsonSyntax {

	private static final int DEEPEST = 10000;

	private static final String HEX = "0123456789abcdefABCDEF";

	private final byte[] json;

	private final BitSet objects = new BitSet();

	private State state = State.VALUE;

	private int depth;

	private boolean key;

	private String literal = "";

	private int position;

	private GoJsonSyntax(byte[] json) {
		this.json = json;
	}

	/**
	 * Look for the first mistake.
	 * @param json the document
	 * @return what is wrong, or {@code null} if it is JSON
	 */
	public static @Nullable String problem(byte[] json) {
		return new GoJsonSyntax(json).check();
	}

	private @Nullable String check() {
		for (byte octet : this.json) {
			String problem = step(octet & 0xff);
			if (problem != null) {
				return problem;
			}
		}
		if (this.state == State.AFTER && this.depth == 0) {
			return null;
		}
		String problem = step(' ');
		if (problem != null) {
			return problem;
		}
		return (this.state == State.AFTER && this.depth == 0) ? null : "unexpected end of JSON input";
	}

	private @Nullable String step(int octet) {
		return switch (this.state) {
			case VALUE, VALUE_OR_END -> value(octet);
			case KEY, KEY_OR_END -> key(octet);
			case AFTER -> after(octet);
			case STRING, ESCAPE, UNICODE -> string(octet);
			case LITERAL -> literal(octet);
			default -> number(octet);
		};
	}

	private @Nullable String value(int octet) {
		if (isSpace(octet)) {
			return null;
		}
		if (octet == ']' && this.state == State.VALUE_OR_END) {
			return close();
		}
		switch (octet) {
			case '{', '[' -> {
				return open(octet);
			}
			case '"' -> to(State.STRING);
			case '-' -> to(State.MINUS);
			case '0' -> to(State.INTEGER_DONE);
			case 't' -> begin("true");
			case 'f' -> begin("false");
			case 'n' -> begin("null");
			default -> {
				if (!isDigit(octet)) {
					return error(octet, "looking for beginning of value");
				}
				this.state = State.INTEGER;
			}
		}
		return null;
	}

	private @Nullable String open(int octet) {
		if (++this.depth > DEEPEST) {
			return error(octet, "exceeded max depth");
		}
		this.objects.set(this.depth, octet == '{');
		this.state = (octet == '{') ? State.KEY_OR_END : State.VALUE_OR_END;
		return null;
	}

	private @Nullable String close() {
		this.depth--;
		this.key = false;
		this.state = State.AFTER;
		return null;
	}

	private @Nullable String key(int octet) {
		if (isSpace(octet)) {
			return null;
		}
		if (octet == '}' && this.state == State.KEY_OR_END) {
			return close();
		}
		if (octet != '"') {
			return error(octet, "looking for beginning of object key string");
		}
		this.key = true;
		this.state = State.STRING;
		return null;
	}

	private @Nullable String after(int octet) {
		if (isSpace(octet)) {
			return null;
		}
		if (this.depth == 0) {
			return error(octet, "after top-level value");
		}
		if (!this.objects.get(this.depth)) {
			return next(octet, ']', State.VALUE, "after array element");
		}
		if (!this.key) {
			return next(octet, '}', State.KEY, "after object key:value pair");
		}
		if (octet != ':') {
			return error(octet, "after object key");
		}
		this.key = false;
		this.state = State.VALUE;
		return null;
	}

	private @Nullable String next(int octet, char end, State following, String context) {
		if (octet == end) {
			return close();
		}
		if (octet != ',') {
			return error(octet, context);
		}
		this.state = following;
		return null;
	}

	private @Nullable String string(int octet) {
		if (this.state == State.ESCAPE) {
			if (octet == 'u') {
				this.state = State.UNICODE;
				this.position = 0;
				return null;
			}
			this.state = State.STRING;
			return ("bfnrt\\/\"".indexOf(octet) >= 0) ? null : error(octet, "in string escape code");
		}
		if (this.state == State.UNICODE) {
			if (++this.position == 4) {
				this.state = State.STRING;
			}
			return (HEX.indexOf(octet) >= 0) ? null : error(octet, "in \\u hexadecimal character escape");
		}
		if (octet < ' ') {
			return error(octet, "in string literal");
		}
		if (octet == '"') {
			this.state = State.AFTER;
		}
		else if (octet == '\\') {
			this.state = State.ESCAPE;
		}
		return null;
	}

	private void begin(String literal) {
		this.literal = literal;
		this.position = 1;
		this.state = State.LITERAL;
	}

	private @Nullable String literal(int octet) {
		char expected = this.literal.charAt(this.position);
		if (octet != expected) {
			return error(octet, "in literal " + this.literal + " (expecting '" + expected + "')");
		}
		if (++this.position == this.literal.length()) {
			this.state = State.AFTER;
		}
		return null;
	}

	private @Nullable String number(int octet) {
		boolean digit = isDigit(octet);
		boolean exponent = octet == 'e' || octet == 'E';
		return switch (this.state) {
			case MINUS ->
				digit ? to((octet == '0') ? State.INTEGER_DONE : State.INTEGER) : error(octet, "in numeric literal");
			case INTEGER, INTEGER_DONE -> {
				if (digit && this.state == State.INTEGER) {
					yield null;
				}
				yield (octet == '.') ? to(State.POINT) : exponent ? to(State.EXPONENT) : done(octet);
			}
			case POINT -> digit ? to(State.FRACTION) : error(octet, "after decimal point in numeric literal");
			case FRACTION -> digit ? null : exponent ? to(State.EXPONENT) : done(octet);
			case EXPONENT -> (octet == '+' || octet == '-') ? to(State.SIGN) : sign(octet);
			case SIGN -> sign(octet);
			default -> digit ? null : done(octet);
		};
	}

	private @Nullable String sign(int octet) {
		return isDigit(octet) ? to(State.POWER) : error(octet, "in exponent of numeric literal");
	}

	private @Nullable String to(State state) {
		this.state = state;
		return null;
	}

	private @Nullable String done(int octet) {
		this.state = State.AFTER;
		return after(octet);
	}

	private static boolean isSpace(int octet) {
		return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
	}

	private static boolean isDigit(int octet) {
		return octet >= '0' && octet <= '9';
	}

	/**
	 * A byte is shown as the character with its number.
	 */
	private static String error(int octet, String context) {
		String quoted = GoQuote.quote(String.valueOf((char) octet));
		String shown = switch (octet) {
			case '\'' -> "'\\''";
			case '"' -> "'\"'";
			default -> "'" + quoted.substring(1, quoted.length() - 1) + "'";
		};
		return "invalid character " + shown + " " + context;
	}

	private enum State {

		VALUE, VALUE_OR_END, KEY, KEY_OR_END, AFTER, STRING, ESCAPE, UNICODE, LITERAL, MINUS, INTEGER, INTEGER_DONE,
		POINT, FRACTION, EXPONENT, SIGN, POWER

	}

}
