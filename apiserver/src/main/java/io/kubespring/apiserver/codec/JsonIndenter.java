package io.kubespring.apiserver.codec;

import java.io.ByteArrayOutputStream;

/**
 * Indents compact JSON as {@code json.Indent} of Go does with two spaces.
 */
final class JsonIndenter {

	private JsonIndenter() {
	}

	static byte[] indent(byte[] json) {
		ByteArrayOutputStream indented = new ByteArrayOutputStream(json.length * 2);
		int depth = 0;
		boolean text = false;
		for (int i = 0; i < json.length; i++) {
			byte octet = json[i];
			if (text) {
				indented.write(octet);
				if (octet == '\\') {
					indented.write(json[++i]);
				}
				else if (octet == '"') {
					text = false;
				}
				continue;
			}
			switch (octet) {
				case '{', '[' -> {
					indented.write(octet);
					if (i + 1 < json.length && (json[i + 1] == '}' || json[i + 1] == ']')) {
						indented.write(json[++i]);
					}
					else {
						newLine(indented, ++depth);
					}
				}
				case '}', ']' -> {
					newLine(indented, --depth);
					indented.write(octet);
				}
				case ',' -> {
					indented.write(octet);
					newLine(indented, depth);
				}
				case ':' -> {
					indented.write(octet);
					indented.write(' ');
				}
				case ' ', '\n', '\r', '\t' -> {
				}
				default -> {
					indented.write(octet);
					text = octet == '"';
				}
			}
		}
		return indented.toByteArray();
	}

	private static void newLine(ByteArrayOutputStream indented, int depth) {
		indented.write('\n');
		for (int i = 0; i < depth; i++) {
			indented.write(' ');
			indented.write(' ');
		}
	}

}
