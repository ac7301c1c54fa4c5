package io.kubespring.apiserver.certificate;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets every client certificate pass the handshake: who presents one that is worth
 * nothing is told so by 401 and may have a token as well. <em>Nothing is trusted because
 * of it</em>; certificates are judged with every request, by authenticators. After the
 * {@code RequestClientCert} mode of {@code k8s.io/apiserver/pkg/server}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HandshakeTrustManager extends X509ExtendedTrustManager {

	private final Supplier<List<X509Certificate>> acceptedIssuers;

	/**
	 * Create a trust manager.
	 * @param acceptedIssuers the authorities to name to clients as a hint, asked with
	 * every handshake
	 */
	public HandshakeTrustManager(Supplier<List<X509Certificate>> acceptedIssuers) {
		this.acceptedIssuers = acceptedIssuers;
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.acceptedIssuers.get().toArray(X509Certificate[]::new);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) {
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) {
		throw new UnsupportedOperationException("Only for servers");
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		throw new UnsupportedOperationException("Only for servers");
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		throw new UnsupportedOperationException("Only for servers");
	}

}
