package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Certificates to serve with that come from elsewhere than a file, and are replaced while
 * the server runs. Safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface ServingCredentials extends AutoCloseable {

	/**
	 * Begin to obtain a certificate, then to follow and to renew it.
	 */
	void start();

	/**
	 * What to serve with now.
	 * @return the certificate with its key, {@code null} as long as there is none
	 */
	@Nullable CertifiedKey serving();

	/**
	 * Follow what to serve with.
	 * @return the present certificate if there is one, then each that replaces it; never
	 * ending
	 */
	Flux<CertifiedKey> changes();

	/**
	 * The authority that issues, where it is our own.
	 * @return its certificate, {@code null} if it is somebody else's or there is none
	 */
	default @Nullable X509Certificate authority() {
		return null;
	}

	/**
	 * What keeps the server from having a good certificate, or from renewing it.
	 * @return the problem, empty if there is none
	 */
	String problem();

	@Override
	void close();

}
