package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.net.ssl.SSLSocket;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request byte for byte, such as no client would send.
 */
final class RawRequest {

	private RawRequest() {
	}

	/**
	 * Send a request over a connection of its own.
	 * @param identity the client's certificate, {@code null} for none
	 * @param line method and target
	 * @param headers lines of headers
	 */
	static Answer send(ExtensionServer server, @Nullable TestCertificates identity, String line, String... headers)
			throws Exception {
		int before = server.host().accessReviews().size();
		try (SSLSocket socket = connect(server, identity)) {
			String head = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
					+ String.join("", List.of(headers).stream().map((header) -> header + "\r\n").toList()) + "\r\n";
			socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
			String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			int end = all.indexOf("\r\n\r\n");
			if (end < 0) {
				throw new IOException("No answer to " + line + ": " + all);
			}
			List<JsonNode> reviews = server.host().accessReviews();
			return new Answer(Integer.parseInt(all.substring(9, 12)), all.substring(0, end), all.substring(end + 4),
					reviews.subList(before, reviews.size()));
		}
	}

	private static SSLSocket connect(ExtensionServer server, @Nullable TestCertificates identity) throws IOException {
		PresentedCertificate[] keys = (identity != null)
				? new PresentedCertificate[] { new PresentedCertificate(identity.issue(), identity.key()) }
				: new PresentedCertificate[0];
		SSLSocket socket = (SSLSocket) ExtensionServer.tls(keys)
			.getSocketFactory()
			.createSocket("localhost", server.port());
		socket.setSoTimeout(20_000);
		return socket;
	}

	/**
	 * What came back, and the specs of the reviews on the way.
	 */
	record Answer(int status, String head, String body, List<JsonNode> reviews) {

	}

}
