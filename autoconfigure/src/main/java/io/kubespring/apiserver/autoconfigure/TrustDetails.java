package io.kubespring.apiserver.autoconfigure;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import io.kubespring.apiserver.cluster.ClusterTrust;

/**
 * What health tells about trust: since when it is as it is, whom it is in, until when
 * that is good, and what is wrong.
 */
final class TrustDetails {

	private TrustDetails() {
	}

	static Map<String, Object> of(ClusterTrust trust) {
		Map<String, Object> details = new LinkedHashMap<>();
		Instant changed = trust.changedAt();
		details.put("since", (changed != null) ? changed.toString() : "never");
		TrustedAuthorities clients = trust.clientAuthorities();
		details.put("clients", (clients != null) ? authorities(clients) : List.of());
		RequestHeaderSettings proxies = trust.requestHeader();
		details.put("frontProxies", (proxies != null) ? authorities(proxies.authorities()) : List.of());
		details.put("allowedNames", (proxies != null) ? proxies.allowedNames().stream().sorted().toList() : List.of());
		if (!trust.lookupProblem().isEmpty()) {
			details.put("problem", trust.lookupProblem());
		}
		return details;
	}

	static List<X509Certificate> proxyAuthorities(ClusterTrust trust) {
		RequestHeaderSettings settings = trust.requestHeader();
		return (settings != null) ? settings.authorities().certificates() : List.of();
	}

	private static List<Map<String, String>> authorities(TrustedAuthorities authorities) {
		return authorities.certificates().stream().map(TrustDetails::authority).toList();
	}

	private static Map<String, String> authority(X509Certificate authority) {
		Map<String, String> details = new LinkedHashMap<>();
		details.put("subject", authority.getSubjectX500Principal().getName());
		details.put("expires", authority.getNotAfter().toInstant().toString());
		return details;
	}

}
