package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/1.1: headers are written as they are given.
 */
final class Http1Wire extends Wire {

	private final InputStream input;

	Http1Wire(ExtensionServer server, @Nullable TestCertificates identity, TestCertificates... intermediates)
			throws IOException {
		super(server, "http/1.1", identity, intermediates);
		this.input = this.socket.getInputStream();
	}

	@Override
	void send(String path, String... headers) throws IOException {
		StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
		for (int i = 0; i < headers.length; i += 2) {
			text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
		}
		this.socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
	}

	@Override
	Seen receive() throws IOException {
		int status = Integer.parseInt(line().split(" ")[1]);
		Map<String, List<String>> headers = new TreeMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).trim());
		}
		return new Seen(status, headers, new String(body(status, headers), StandardCharsets.UTF_8), "", List.of());
	}

	private byte[] body(int status, Map<String, List<String>> headers) throws IOException {
		if (status == 101) {
			return new byte[0];
		}
		if (headers.containsKey("content-length")) {
			return this.input.readNBytes(Integer.parseInt(headers.get("content-length").get(0)));
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		if (headers.containsKey("transfer-encoding")) {
			for (int size = chunk(); size > 0; size = chunk()) {
				body.write(this.input.readNBytes(size));
				line();
			}
			line();
		}
		return body.toByteArray();
	}

	private int chunk() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int octet = this.input.read(); octet != '\n'; octet = this.input.read()) {
			if (octet < 0) {
				throw new EOFException();
			}
			line.write(octet);
		}
		return line.toString(StandardCharsets.UTF_8).trim();
	}

}
