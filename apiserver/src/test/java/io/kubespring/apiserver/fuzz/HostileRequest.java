package io.kubespring.apiserver.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request byte for byte; texts stand for octets, one character each.
 *
 * @param method the method
 * @param target the target, whatever it is
 * @param headers lines of headers
 * @param body the body, empty for none
 */
record HostileRequest(String method, String target, List<String> headers, String body) {

	private static final String SEPARATOR = "\t";

	byte[] bytes(String caller) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		StringBuilder head = new StringBuilder(this.method).append(' ').append(this.target).append(" HTTP/1.1\r\n");
		head.append("X-Fuzz: ").append(caller).append("\r\n");
		if (this.headers.stream().noneMatch((line) -> line.startsWith("Host:"))) {
			head.append("Host: localhost\r\n");
		}
		this.headers.forEach((line) -> head.append(line).append("\r\n"));
		if (!this.body.isEmpty()) {
			head.append("Content-Length: ").append(this.body.length()).append("\r\n");
		}
		all.writeBytes(head.append("\r\n").append(this.body).toString().getBytes(StandardCharsets.ISO_8859_1));
		return all.toByteArray();
	}

	/**
	 * One line, which {@link #parse} reads.
	 */
	String line() {
		return escape(this.method) + SEPARATOR + escape(this.target) + SEPARATOR
				+ escape(String.join("\n", this.headers)) + SEPARATOR + escape(this.body);
	}

	static HostileRequest parse(String line) {
		String[] parts = line.split(SEPARATOR, -1);
		String headers = unescape(parts[2]);
		return new HostileRequest(unescape(parts[0]), unescape(parts[1]),
				headers.isEmpty() ? List.of() : List.of(headers.split("\n")), unescape(parts[3]));
	}

	private static String escape(String text) {
		StringBuilder escaped = new StringBuilder();
		for (char octet : text.toCharArray()) {
			if (octet < ' ' || octet > '~' || octet == '\\') {
				escaped.append("\\x")
					.append(Character.forDigit(octet >> 4, 16))
					.append(Character.forDigit(octet & 15, 16));
			}
			else {
				escaped.append(octet);
			}
		}
		return escaped.toString();
	}

	private static String unescape(String text) {
		StringBuilder plain = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			if (text.startsWith("\\x", i)) {
				plain.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
				i += 3;
			}
			else {
				plain.append(text.charAt(i));
			}
		}
		return plain.toString();
	}

	@Override
	public String toString() {
		return line();
	}

}
