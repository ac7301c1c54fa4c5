package io.kubespring.apiserver.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A probe that connects as kube-aggregator does. Nothing is sent behind the handshake.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class TlsHandshakeProbe implements TlsProbe {

	private final Duration patience;

	private final Scheduler scheduler;

	/**
	 * Create a probe.
	 * @param patience how long to wait for a connection, and again for each answer
	 * @param scheduler connects, so it must bear blocking
	 */
	public TlsHandshakeProbe(Duration patience, Scheduler scheduler) {
		this.patience = patience;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<List<X509Certificate>> look(String host, int port, String serverName) {
		return Mono.fromCallable(() -> handshake(host, port, serverName)).subscribeOn(this.scheduler);
	}

	private List<X509Certificate> handshake(String host, int port, String serverName)
			throws IOException, GeneralSecurityException {
		int millis = (int) this.patience.toMillis();
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new Indifferent() }, null);
		try (Socket connection = new Socket()) {
			connection.connect(new InetSocketAddress(host, port), millis);
			connection.setSoTimeout(millis);
			try (SSLSocket tls = (SSLSocket) context.getSocketFactory()
				.createSocket(connection, serverName, port, true)) {
				SSLParameters parameters = tls.getSSLParameters();
				parameters.setServerNames(List.of(new SNIHostName(serverName)));
				tls.setSSLParameters(parameters);
				tls.startHandshake();
				return certificates(tls.getSession().getPeerCertificates());
			}
		}
	}

	private static List<X509Certificate> certificates(Certificate[] chain) {
		return Stream.of(chain).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
	}

	/**
	 * Whether the certificate is good is said by who looks at it.
	 */
	private static final class Indifferent extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
