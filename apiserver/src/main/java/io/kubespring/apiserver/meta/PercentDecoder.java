package io.kubespring.apiserver.meta;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Decodes percent escapes as Go's {@code net/url} does; octets that are not UTF-8 become
 * U+FFFD.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class PercentDecoder {

	private PercentDecoder() {
	}

	/**
	 * Decode a text.
	 * @param text the text
	 * @param plus whether a plus stands for a space
	 * @return the text, or {@code null} if an escape is malformed
	 */
	public static @Nullable String decode(String text, boolean plus) {
		if (text.indexOf('%') < 0 && (!plus || text.indexOf('+') < 0)) {
			return text;
		}
		byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
		byte[] decoded = new byte[encoded.length];
		int length = 0;
		for (int i = 0; i < encoded.length; i++) {
			byte octet = encoded[i];
			if (octet == '%') {
				if (i + 2 >= encoded.length) {
					return null;
				}
				int high = Character.digit(encoded[i + 1], 16);
				int low = Character.digit(encoded[i + 2], 16);
				if (high < 0 || low < 0) {
					return null;
				}
				decoded[length++] = (byte) (high << 4 | low);
				i += 2;
			}
			else {
				decoded[length++] = (plus && octet == '+') ? (byte) ' ' : octet;
			}
		}
		return new String(decoded, 0, length, StandardCharsets.UTF_8);
	}

}
