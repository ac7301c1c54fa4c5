package io.kubespring.apiserver.authentication;

import org.jspecify.annotations.Nullable;

/**
 * Knows whose client certificates name users. Asked once per request, so a change takes
 * effect on open connections too.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ClientCertificateTrust {

	/**
	 * The authorities whose certificates are believed; never blocks.
	 * @return the authorities, or {@code null} while none are known: client certificates
	 * are then no credentials
	 */
	@Nullable TrustedAuthorities clientAuthorities();

}
