package io.kubespring.apiserver.autoconfigure;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;

/**
 * One handshake with a server, whatever its certificate, without a session of before.
 *
 * @param protocol the version of TLS
 * @param application the application's protocol, empty for none
 * @param certificate the server's certificate
 */
record TestHandshake(String protocol, String application, X509Certificate certificate) {

	private static final TrustManager ANYBODY = new X509TrustManager() {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	};

	static TestHandshake with(int port) throws IOException {
		return with(port, null, null);
	}

	/**
	 * Shake hands.
	 * @param port the server's port
	 * @param serverName the name to ask for, {@code null} for none
	 * @param version the version of TLS, {@code null} for any
	 * @param protocols the application's protocols to offer
	 */
	static TestHandshake with(int port, @Nullable String serverName, @Nullable String version, String... protocols)
			throws IOException {
		try (SSLSocket socket = connect(port, serverName, version, protocols)) {
			return new TestHandshake(socket.getSession().getProtocol(), socket.getApplicationProtocol(),
					(X509Certificate) socket.getSession().getPeerCertificates()[0]);
		}
	}

	static SSLSocket connect(int port, @Nullable String serverName, @Nullable String version, String... protocols)
			throws IOException {
		return connect(anybody(), port, serverName, version, protocols);
	}

	/**
	 * Let a client in that has a certificate.
	 */
	static SSLSocket connectAs(int port, TestCertificates identity, String... protocols) throws IOException {
		return connect(anybody(new PresentedCertificate(identity.issue(), identity.key())), port, null, null,
				protocols);
	}

	private static SSLSocket connect(SSLContext tls, int port, @Nullable String serverName, @Nullable String version,
			String... protocols) throws IOException {
		SSLSocket socket = (SSLSocket) tls.getSocketFactory()
			.createSocket(new Socket(InetAddress.getLoopbackAddress(), port), null, port, true);
		socket.setSoTimeout(20_000);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(protocols);
		if (serverName != null) {
			parameters.setServerNames(List.of(new SNIHostName(serverName)));
		}
		if (version != null) {
			parameters.setProtocols(new String[] { version });
		}
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		return socket;
	}

	private static SSLContext anybody(KeyManager... keys) {
		try {
			SSLContext tls = SSLContext.getInstance("TLS");
			tls.init(keys, new TrustManager[] { ANYBODY }, null);
			return tls;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Say hello in a version that Java does not speak any more.
	 * @param minor 1 for TLS 1.0, 2 for TLS 1.1
	 * @return the first octets of what the server says to that: the type of the record,
	 * two of its version, two of its length and, of an alert, its level and description
	 */
	static byte[] hello(int port, int minor) throws IOException {
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		byte[] ciphers = { 0, 6, (byte) 0xC0, 0x09, (byte) 0xC0, 0x13, 0, 0x2F };
		byte[] extensions = { 0, 14, 0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0 };
		int body = 2 + random.length + 1 + ciphers.length + 2 + extensions.length;
		ByteBuffer hello = ByteBuffer.allocate(9 + body)
			.put(new byte[] { 22, 3, 1 })
			.putShort((short) (4 + body))
			.put(new byte[] { 1, 0 })
			.putShort((short) body)
			.put(new byte[] { 3, (byte) minor })
			.put(random)
			.put((byte) 0)
			.put(ciphers)
			.put(new byte[] { 1, 0 })
			.put(extensions);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(hello.array());
			return new DataInputStream(socket.getInputStream()).readNBytes(7);
		}
	}

}
