package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import io.kubespring.apiserver.certificate.Pem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Believes servers of the authorities that a file names at the time of the handshake,
 * since the authority of a cluster may be replaced while this process runs. While the
 * file cannot be read its last good content counts. Handshakes are few, and so the file
 * is simply read with each of them.
 *
 * @author The kubespring authors
 */
final class CaFileTrustManager extends X509ExtendedTrustManager {

	private static final Log logger = LogFactory.getLog(CaFileTrustManager.class);

	private final Path file;

	private byte[] content;

	private X509ExtendedTrustManager current;

	CaFileTrustManager(Path file) throws IOException, GeneralSecurityException {
		this.file = file;
		this.content = Files.readAllBytes(file);
		this.current = trust(this.content);
	}

	private synchronized X509ExtendedTrustManager current() {
		try {
			byte[] now = Files.readAllBytes(this.file);
			if (!Arrays.equals(now, this.content)) {
				this.current = trust(now);
				this.content = now;
				logger.info("The host cluster is believed as " + this.file + " says now");
			}
		}
		catch (IOException | GeneralSecurityException ex) {
			logger.warn("Unable to read certificates from " + this.file + ", the last good ones count: " + ex);
		}
		return this.current;
	}

	private static X509ExtendedTrustManager trust(byte[] pem) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		List<X509Certificate> certificates = Pem.readCertificates(pem);
		for (int i = 0; i < certificates.size(); i++) {
			store.setCertificateEntry("ca-" + i, certificates.get(i));
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		current().checkServerTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		current().checkServerTrusted(chain, authType, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		current().checkServerTrusted(chain, authType, engine);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) {
		throw new UnsupportedOperationException("Only for clients");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		throw new UnsupportedOperationException("Only for clients");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		throw new UnsupportedOperationException("Only for clients");
	}

}
