package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;

/**
 * Makes and joins bytes.
 */
final class Bytes {

	private Bytes() {
	}

	static byte[] of(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static byte[] join(byte[]... parts) {
		int length = 0;
		for (byte[] part : parts) {
			length += part.length;
		}
		byte[] joined = new byte[length];
		int position = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, joined, position, part.length);
			position += part.length;
		}
		return joined;
	}

}
