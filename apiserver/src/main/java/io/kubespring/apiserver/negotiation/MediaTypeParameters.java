package io.kubespring.apiserver.negotiation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Says whether what stands behind a media type can be read, as {@code mime} of Go reads
 * it.
 */
final class MediaTypeParameters {

	private static final String SPECIALS = "()<>@,;:\\\"/[]?=";

	private final String text;

	private int position;

	private MediaTypeParameters(String text) {
		this.text = text;
	}

	/**
	 * Whether parameters are well-formed.
	 * @param text the parameters with the semicolon before them, or nothing
	 */
	static boolean areWellFormed(String text) {
		return new MediaTypeParameters(text).read();
	}

	private boolean read() {
		Map<String, String> parameters = new HashMap<>();
		skipSpace();
		while (this.position < this.text.length()) {
			if (this.text.substring(this.position).strip().equals(";")) {
				return true;
			}
			if (!take(';')) {
				return false;
			}
			skipSpace();
			String name = token().toLowerCase(Locale.ROOT);
			skipSpace();
			if (name.isEmpty() || !take('=')) {
				return false;
			}
			skipSpace();
			String value = value();
			if (value == null) {
				return false;
			}
			String earlier = parameters.put(name, value);
			if (earlier != null && !earlier.equals(value)) {
				return false;
			}
			skipSpace();
		}
		return true;
	}

	private void skipSpace() {
		while (this.position < this.text.length() && Character.isWhitespace(this.text.charAt(this.position))) {
			this.position++;
		}
	}

	private boolean take(char expected) {
		boolean there = this.position < this.text.length() && this.text.charAt(this.position) == expected;
		this.position += there ? 1 : 0;
		return there;
	}

	private String token() {
		int start = this.position;
		while (this.position < this.text.length() && isTokenCharacter(this.text.charAt(this.position))) {
			this.position++;
		}
		return this.text.substring(start, this.position);
	}

	private static boolean isTokenCharacter(char character) {
		return character > ' ' && character < 0x7f && SPECIALS.indexOf(character) < 0;
	}

	private @Nullable String value() {
		if (!take('"')) {
			String token = token();
			return token.isEmpty() ? null : token;
		}
		StringBuilder value = new StringBuilder();
		while (this.position < this.text.length()) {
			char character = this.text.charAt(this.position++);
			if (character == '"') {
				return value.toString();
			}
			boolean escape = character == '\\' && this.position < this.text.length()
					&& SPECIALS.indexOf(this.text.charAt(this.position)) >= 0;
			value.append(escape ? this.text.charAt(this.position++) : character);
		}
		return null;
	}

}
