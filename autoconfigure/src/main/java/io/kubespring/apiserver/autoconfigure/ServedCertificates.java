package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Learns by a handshake which certificates the application serves with, as any client
 * would. They are looked at, not trusted: nothing is sent.
 */
final class ServedCertificates {

	private static final int TIMEOUT_MILLIS = 5_000;

	private final Supplier<InetSocketAddress> address;

	ServedCertificates(Supplier<InetSocketAddress> address) {
		this.address = address;
	}

	/**
	 * The certificates, leaf first.
	 * @return the certificates; fails if nobody listens
	 */
	Mono<List<X509Certificate>> get() {
		return Mono.fromCallable(this::handshake).subscribeOn(Schedulers.boundedElastic());
	}

	private List<X509Certificate> handshake() throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new Onlooker() }, null);
		try (Socket plain = new Socket()) {
			plain.connect(this.address.get(), TIMEOUT_MILLIS);
			plain.setSoTimeout(TIMEOUT_MILLIS);
			try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
				.createSocket(plain, null, plain.getPort(), true)) {
				return Stream.of(socket.getSession().getPeerCertificates()).map(X509Certificate.class::cast).toList();
			}
		}
	}

	/**
	 * Lets every handshake succeed.
	 */
	private static final class Onlooker extends X509ExtendedTrustManager {

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
