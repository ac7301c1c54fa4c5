package io.kubespring.apiserver.codec;

import java.io.ByteArrayOutputStream;

/**
 * Indents JSON as {@code json.Indent} of Go does with two spaces, piece by piece: a
 * document may be cut anywhere. Used by one thread at a time.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class JsonIndenter {

	private int depth;

	private boolean text;

	private boolean escaped;

	/**
	 * Whether nothing but space has followed the last opening bracket.
	 */
	private boolean opened;

	/**
	 * Indent the next piece of a document.
	 * @param json the piece
	 * @return the piece on several lines, without what only the next piece can tell
	 */
	public byte[] indent(byte[] json) {
		ByteArrayOutputStream indented = new ByteArrayOutputStream(json.length + json.length / 2 + 16);
		for (byte octet : json) {
			if (this.text) {
				indented.write(octet);
				this.text = this.escaped || octet != '"';
				this.escaped = !this.escaped && octet == '\\';
			}
			else if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
				outsideOfText(octet, indented);
			}
		}
		return indented.toByteArray();
	}

	private void outsideOfText(byte octet, ByteArrayOutputStream indented) {
		boolean closing = octet == '}' || octet == ']';
		if (closing) {
			this.depth--;
		}
		if (this.opened != closing) {
			newLine(indented);
		}
		this.opened = octet == '{' || octet == '[';
		if (this.opened) {
			this.depth++;
		}
		indented.write(octet);
		if (octet == ',') {
			newLine(indented);
		}
		else if (octet == ':') {
			indented.write(' ');
		}
		this.text = octet == '"';
	}

	private void newLine(ByteArrayOutputStream indented) {
		indented.write('\n');
		for (int i = 0; i < this.depth; i++) {
			indented.write(' ');
			indented.write(' ');
		}
	}

}
