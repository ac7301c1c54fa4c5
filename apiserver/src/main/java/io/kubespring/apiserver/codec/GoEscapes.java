package io.kubespring.apiserver.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * The characters that Go's {@code encoding/json} escapes besides those that it must: what
 * HTML would read as markup, and the two line ends that JavaScript knows and JSON does
 * not.
 */
final class GoEscapes extends CharacterEscapes {

	private static final long serialVersionUID = 1L;

	private static final SerializableString LINE_SEPARATOR = new SerializedString("\\u2028");

	private static final SerializableString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

	private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

	GoEscapes() {
		for (char markup : new char[] { '<', '>', '&' }) {
			this.ascii[markup] = CharacterEscapes.ESCAPE_STANDARD;
		}
	}

	@Override
	public int[] getEscapeCodesForAscii() {
		return this.ascii;
	}

	@Override
	public @Nullable SerializableString getEscapeSequence(int character) {
		return switch (character) {
			case '\u2028' -> LINE_SEPARATOR;
			case '\u2029' -> PARAGRAPH_SEPARATOR;
			default -> null;
		};
	}

}
