package io.kubespring.apiserver.certificate;

import java.time.Duration;
import java.util.List;

/**
 * How certificates are made that replicas share.
 *
 * @param names the DNS names of the server, the first is its common name too
 * @param validity how long a serving certificate is valid
 * @param authorityValidity how long the certificate of an authority is valid
 * @param propagation how long it takes until all who verify have seen what is published
 * @author The kubespring authors
 * @since 0.1.0
 */
public record CredentialRules(List<String> names, Duration validity, Duration authorityValidity, Duration propagation) {

	/**
	 * Default of {@code validity}.
	 */
	public static final Duration DEFAULT_VALIDITY = Duration.ofDays(90);

	/**
	 * Default of {@code authorityValidity}.
	 */
	public static final Duration DEFAULT_AUTHORITY_VALIDITY = Duration.ofDays(3 * 365);

	/**
	 * Default of {@code propagation}.
	 */
	public static final Duration DEFAULT_PROPAGATION = Duration.ofMinutes(1);

	/**
	 * Create rules.
	 */
	public CredentialRules {
		names = List.copyOf(names);
		if (names.isEmpty() || validity.isNegative() || validity.isZero() || authorityValidity.compareTo(validity) < 0
				|| propagation.isNegative()) {
			throw new IllegalArgumentException(
					"a certificate needs a name and a validity that is not longer than that of its authority");
		}
	}

}
