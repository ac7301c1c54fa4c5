package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A chain from a client certificate to a trusted authority: the period in which all of
 * its certificates are valid.
 *
 * @param notBefore the first moment
 * @param notAfter the last moment
 * @author The kubespring authors
 */
record CertificateChain(Instant notBefore, Instant notAfter) {

	static CertificateChain of(List<X509Certificate> certificates) {
		Instant first = Instant.MIN;
		Instant last = Instant.MAX;
		for (X509Certificate certificate : certificates) {
			Instant from = certificate.getNotBefore().toInstant();
			Instant until = certificate.getNotAfter().toInstant();
			first = from.isAfter(first) ? from : first;
			last = until.isBefore(last) ? until : last;
		}
		return new CertificateChain(first, last);
	}

	boolean isEverValid() {
		return !this.notBefore.isAfter(this.notAfter);
	}

	boolean isValidAt(Instant moment) {
		return !moment.isBefore(this.notBefore) && !moment.isAfter(this.notAfter);
	}

}
