package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a cluster verifies this server with, as seen at a moment: one bundle of
 * authorities for each group version that has one. A group version that nobody announced
 * yet, or whose connections are not verified, has none.
 *
 * @param bundles the bundles
 * @param problem why the bundles cannot be seen, {@code null} if they can
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Published(List<Set<X509Certificate>> bundles, @Nullable String problem) {

	/**
	 * Nothing is published.
	 */
	public static final Published NOTHING = new Published(List.of(), null);

	/**
	 * Create one.
	 */
	public Published {
		bundles = List.copyOf(bundles);
	}

	/**
	 * The bundles cannot be seen.
	 * @param problem why
	 * @return what is seen
	 */
	public static Published unknown(String problem) {
		return new Published(List.of(), problem);
	}

	/**
	 * Whether it is known what is published.
	 * @return {@code true} if it is
	 */
	public boolean isKnown() {
		return this.problem == null;
	}

	/**
	 * Whether a certificate of an authority is accepted by all who verify.
	 * @param authority the certificate of the authority
	 * @return {@code true} if it is known to be
	 */
	public boolean accepts(X509Certificate authority) {
		return isKnown() && this.bundles.stream().allMatch((bundle) -> bundle.contains(authority));
	}

	/**
	 * Whether a certificate is known to be refused by somebody who verifies.
	 * @param certificate the certificate of a server
	 * @return {@code true} if the authority that issued it is in some bundle not found
	 */
	boolean refuses(X509Certificate certificate) {
		return this.bundles.stream()
			.anyMatch((bundle) -> bundle.stream().noneMatch((known) -> Validity.isIssuedBy(certificate, known)));
	}

	/**
	 * All authorities of all bundles.
	 * @return the certificates
	 */
	public Set<X509Certificate> authorities() {
		Set<X509Certificate> all = new LinkedHashSet<>();
		this.bundles.forEach(all::addAll);
		return all;
	}

}
