package io.kubespring.apiserver.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificates by which it is trusted.
 *
 * @param chain the certificate of the key, then those of authorities above it
 * @param key the private key
 * @author The kubespring authors
 * @since 0.1.0
 */
public record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {

	/**
	 * Create one.
	 */
	public CertifiedKey {
		chain = List.copyOf(chain);
	}

	/**
	 * The certificate of the key.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.chain.get(0);
	}

	@Override
	public String toString() {
		return certificate().getSubjectX500Principal().getName();
	}

}
