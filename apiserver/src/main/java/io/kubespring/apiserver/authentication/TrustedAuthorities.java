package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certificate authorities whose client certificates are believed; immutable and safe for
 * use by several threads.
 * <p>
 * The chains of a certificate are built once and remembered with this object, so a new
 * set of authorities starts without memories; the validity period of every certificate in
 * a chain, the authority's included, is compared anew with each request. After
 * {@code Verifier} of {@code k8s.io/apiserver/pkg/authentication/request/x509}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class TrustedAuthorities {

	/**
	 * Strangers can present as many certificates as they like; proxies have few.
	 */
	private static final int REMEMBERED_CHAINS = 512;

	private final List<X509Certificate> certificates;

	private final Map<List<X509Certificate>, PeerVerification> remembered = new ConcurrentHashMap<>();

	private TrustedAuthorities(List<X509Certificate> certificates) {
		this.certificates = List.copyOf(certificates);
	}

	/**
	 * Trust authorities.
	 * @param certificates their certificates
	 * @return the trusted authorities
	 */
	public static TrustedAuthorities of(List<X509Certificate> certificates) {
		return new TrustedAuthorities(certificates);
	}

	/**
	 * The certificates of the authorities.
	 * @return the certificates
	 */
	public List<X509Certificate> certificates() {
		return this.certificates;
	}

	/**
	 * Verify that a client certificate is signed by one of the authorities, is meant for
	 * client authentication and valid at a moment.
	 * @param presented the certificate and whatever intermediate ones came with it
	 * @param now the moment
	 * @return the certificate's subject
	 * @throws AuthenticationException if it is not
	 */
	CertificateSubject verify(List<X509Certificate> presented, Instant now) {
		PeerVerification verification = this.remembered.get(presented);
		if (verification == null) {
			verification = new PeerVerification(new ChainBuilder(this.certificates, presented).build(),
					presented.get(0));
			if (this.remembered.size() >= REMEMBERED_CHAINS) {
				this.remembered.clear();
			}
			this.remembered.put(List.copyOf(presented), verification);
		}
		return verification.subjectAt(now);
	}

}
