package io.kubespring.apiserver.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked of certificates again and again.
 *
 * @author The kubespring authors
 */
final class Validity {

	private Validity() {
	}

	static Instant end(X509Certificate certificate) {
		return certificate.getNotAfter().toInstant();
	}

	static boolean isValid(X509Certificate certificate, Instant now) {
		return !now.isBefore(certificate.getNotBefore().toInstant()) && now.isBefore(end(certificate));
	}

	/**
	 * When two thirds of a certificate's life are over.
	 */
	static Instant due(X509Certificate certificate) {
		Instant begin = certificate.getNotBefore().toInstant();
		return begin.plus(Duration.between(begin, end(certificate)).multipliedBy(2).dividedBy(3));
	}

	static boolean isIssuedBy(X509Certificate certificate, X509Certificate authority) {
		try {
			if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
				return false;
			}
			certificate.verify(authority.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	static boolean isAuthority(X509Certificate certificate) {
		return certificate.getBasicConstraints() >= 0 && isIssuedBy(certificate, certificate);
	}

	/**
	 * The alternative names of a certificate, as they are written in it.
	 */
	static Set<String> names(X509Certificate certificate) {
		Set<String> names = new LinkedHashSet<>();
		try {
			Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
			if (alternatives != null) {
				alternatives.forEach((alternative) -> names.add(alternative.get(1).toString()));
			}
		}
		catch (GeneralSecurityException ex) {
			return Set.of();
		}
		return names;
	}

}
