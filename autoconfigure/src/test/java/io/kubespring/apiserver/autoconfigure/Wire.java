package io.kubespring.apiserver.autoconfigure;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient.Version;
import java.util.List;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One connection to a server, of either version of HTTP, over which a test sends what no
 * well-behaved client would. Requests come one after the other.
 */
abstract class Wire implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	private final ExtensionServer server;

	final SSLSocket socket;

	Wire(ExtensionServer server, String protocol, @Nullable TestCertificates identity,
			TestCertificates... intermediates) throws IOException {
		this.server = server;
		this.socket = (SSLSocket) ((identity != null)
				? ExtensionServer.tls(PresentedCertificate.of(identity, intermediates)) : ExtensionServer.tls())
			.getSocketFactory()
			.createSocket("localhost", server.port());
		this.socket.setSoTimeout(PATIENCE_MILLIS);
		SSLParameters parameters = this.socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { protocol });
		this.socket.setSSLParameters(parameters);
		this.socket.startHandshake();
		if (!this.socket.getApplicationProtocol().equals(protocol)) {
			throw new AssertionError("The server chose " + this.socket.getApplicationProtocol());
		}
	}

	/**
	 * Connect.
	 * @param identity the client's certificate, {@code null} for none
	 * @param intermediates what is sent along with it
	 */
	static Wire open(ExtensionServer server, Version version, @Nullable TestCertificates identity,
			TestCertificates... intermediates) throws IOException {
		return (version == Version.HTTP_2) ? new Http2Wire(server, identity, intermediates)
				: new Http1Wire(server, identity, intermediates);
	}

	/**
	 * Connect, get one answer, and disconnect.
	 */
	static Seen ask(ExtensionServer server, Version version, @Nullable TestCertificates identity, String path,
			String... headers) throws IOException {
		try (Wire wire = open(server, version, identity)) {
			return wire.ask(path, headers);
		}
	}

	/**
	 * Get a path.
	 * @param headers names and values
	 * @return the answer, of status 0 if there is none
	 */
	Seen ask(String path, String... headers) throws IOException {
		int before = this.server.host().accessReviews().size();
		Seen answer;
		try {
			send(path, headers);
			answer = receive();
		}
		catch (EOFException | SocketException ex) {
			answer = Seen.nothing("connection closed");
		}
		List<JsonNode> reviews = this.server.host().accessReviews();
		return answer.withReviews(reviews.subList(before, reviews.size()));
	}

	abstract void send(String path, String... headers) throws IOException;

	abstract Seen receive() throws IOException;

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
