package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * The outcome of verifying a peer's certificate, apart from the time.
 *
 * @author The kubespring authors
 */
final class PeerVerification {

	private final List<CertificateChain> chains;

	private final String serialNumber;

	private final CertificateSubject subject;

	PeerVerification(List<CertificateChain> chains, X509Certificate leaf) {
		this.chains = chains;
		this.serialNumber = leaf.getSerialNumber().toString();
		this.subject = CertificateSubject.of(leaf);
	}

	CertificateSubject subjectAt(Instant now) {
		for (CertificateChain chain : this.chains) {
			if (chain.isValidAt(now)) {
				return this.subject;
			}
		}
		throw new AuthenticationException("verifying certificate SN=" + this.serialNumber + " failed: "
				+ (this.chains.isEmpty() ? "no chain of client certificates leads to a trusted authority"
						: "a certificate of its chain has expired or is not yet valid"));
	}

}
