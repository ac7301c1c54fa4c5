package io.kubespring.apiserver.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Splits a label selector into tokens.
 */
final class LabelSelectorLexer {

	private static final String SPECIAL = "=!(),><";

	private static final Map<String, Kind> SYMBOLS = Map.ofEntries(Map.entry(")", Kind.CLOSE),
			Map.entry(",", Kind.COMMA), Map.entry("!", Kind.NOT), Map.entry("==", Kind.DOUBLE_EQUALS),
			Map.entry("=", Kind.EQUALS), Map.entry(">", Kind.GREATER_THAN), Map.entry("<", Kind.LESS_THAN),
			Map.entry("!=", Kind.NOT_EQUALS), Map.entry("(", Kind.OPEN));

	private final String text;

	private int position;

	LabelSelectorLexer(String text) {
		this.text = text;
	}

	List<Token> tokens() {
		List<Token> tokens = new ArrayList<>();
		Token token;
		do {
			token = next();
			tokens.add(token);
		}
		while (token.kind() != Kind.END);
		return tokens;
	}

	private Token next() {
		while (this.position < this.text.length() && isWhitespace(this.text.charAt(this.position))) {
			this.position++;
		}
		if (this.position >= this.text.length()) {
			return new Token(Kind.END, "");
		}
		return isSpecial(this.text.charAt(this.position)) ? symbol() : word();
	}

	private Token symbol() {
		int start = this.position;
		int end = start + 1;
		while (end < this.text.length() && isSpecial(this.text.charAt(end))
				&& (SYMBOLS.containsKey(this.text.substring(start, end + 1))
						|| !SYMBOLS.containsKey(this.text.substring(start, end)))) {
			end++;
		}
		this.position = end;
		String literal = this.text.substring(start, end);
		return new Token(SYMBOLS.getOrDefault(literal, Kind.ERROR), literal);
	}

	private Token word() {
		int start = this.position;
		while (this.position < this.text.length() && !isSpecial(this.text.charAt(this.position))
				&& !isWhitespace(this.text.charAt(this.position))) {
			this.position++;
		}
		String literal = this.text.substring(start, this.position);
		return switch (literal) {
			case "in" -> new Token(Kind.IN, literal);
			case "notin" -> new Token(Kind.NOT_IN, literal);
			default -> new Token(Kind.IDENTIFIER, literal);
		};
	}

	private static boolean isSpecial(char character) {
		return SPECIAL.indexOf(character) >= 0;
	}

	private static boolean isWhitespace(char character) {
		return character == ' ' || character == '\t' || character == '\r' || character == '\n';
	}

	enum Kind {

		ERROR, END, CLOSE, COMMA, NOT, DOUBLE_EQUALS, EQUALS, GREATER_THAN, IDENTIFIER, IN, LESS_THAN, NOT_EQUALS,
		NOT_IN, OPEN

	}

	record Token(Kind kind, String literal) {

		/**
		 * The token where a key or value is expected: keywords are plain words there.
		 */
		Token asValue() {
			return (this.kind == Kind.IN || this.kind == Kind.NOT_IN) ? new Token(Kind.IDENTIFIER, this.literal) : this;
		}

	}

}
