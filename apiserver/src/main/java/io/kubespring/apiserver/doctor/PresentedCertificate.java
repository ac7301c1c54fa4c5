package io.kubespring.apiserver.doctor;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificate that the application presents to who connects.
 *
 * @param endpoint where it was seen, empty if the application itself says so
 * @param chain the certificates, leaf first, empty if none is presented or seen
 * @param unseen why it could not be seen, empty if it could
 * @author The kubespring authors
 * @since 0.1.0
 */
public record PresentedCertificate(String endpoint, List<X509Certificate> chain, String unseen) {

	/**
	 * Take a copy.
	 */
	public PresentedCertificate {
		chain = List.copyOf(chain);
	}

	/**
	 * What the application says of itself.
	 * @param chain the certificates, leaf first
	 * @return the certificate
	 */
	public static PresentedCertificate own(List<X509Certificate> chain) {
		return new PresentedCertificate("", chain, "");
	}

	static PresentedCertificate seen(String endpoint, List<X509Certificate> chain) {
		return new PresentedCertificate(endpoint, chain, "");
	}

	static PresentedCertificate unseen(String endpoint, String why) {
		return new PresentedCertificate(endpoint, List.of(), why);
	}

}
