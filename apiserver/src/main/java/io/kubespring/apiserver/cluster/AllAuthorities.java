package io.kubespring.apiserver.cluster;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The authorities of clients and of front proxies together.
 *
 * @author The kubespring authors
 */
final class AllAuthorities {

	private static final Log logger = LogFactory.getLog(AllAuthorities.class);

	private AllAuthorities() {
	}

	/**
	 * The certificates of all authorities, each once.
	 */
	static List<X509Certificate> of(@Nullable TrustedAuthorities clients, @Nullable RequestHeaderSettings proxies) {
		Set<X509Certificate> certificates = new LinkedHashSet<>();
		if (clients != null) {
			certificates.addAll(clients.certificates());
		}
		if (proxies != null) {
			certificates.addAll(proxies.authorities().certificates());
		}
		return List.copyOf(certificates);
	}

	/**
	 * Warn of a trust that makes every client a front proxy.
	 */
	static void warnIfShared(@Nullable TrustedAuthorities clients, @Nullable RequestHeaderSettings proxies) {
		if (proxies != null && clients != null && proxies.allowedNames().isEmpty()
				&& clients.certificates().stream().anyMatch(proxies.authorities().certificates()::contains)) {
			logger.warn("EVERY HOLDER OF A CLIENT CERTIFICATE OF THIS CLUSTER CAN IMPERSONATE ANYBODY: "
					+ "client certificates and front proxies share an authority, "
					+ "and the names of front proxies are not limited");
		}
	}

}
