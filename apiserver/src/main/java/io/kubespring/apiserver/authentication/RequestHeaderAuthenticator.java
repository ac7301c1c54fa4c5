package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kubespring.apiserver.meta.PercentDecoder;
import reactor.core.publisher.Mono;

/**
 * Believes the user that a front proxy names in headers, if the proxy proves by its
 * client certificate to be one. This is how an aggregated server learns of its callers.
 * Answers at once, so the certificate is judged with every request and not with the
 * connection. After {@code k8s.io/apiserver/pkg/authentication/request/headerrequest}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class RequestHeaderAuthenticator implements Authenticator {

	private final RequestHeaderTrust trust;

	private final Clock clock;

	/**
	 * Create an authenticator.
	 * @param trust who is believed
	 * @param clock tells whether certificates are valid
	 */
	public RequestHeaderAuthenticator(RequestHeaderTrust trust, Clock clock) {
		this.trust = trust;
		this.clock = clock;
	}

	@Override
	public Mono<UserInfo> authenticate(AuthenticationRequest request) {
		List<X509Certificate> peer = request.peerCertificates();
		RequestHeaderSettings settings = peer.isEmpty() ? null : this.trust.requestHeader();
		if (settings == null) {
			return Mono.empty();
		}
		try {
			requireProxy(settings, peer);
		}
		catch (AuthenticationException ex) {
			return Mono.error(ex);
		}
		String name = first(request, settings.usernameHeaders());
		return name.isEmpty() ? Mono.empty() : Mono.just(new UserInfo(name, first(request, settings.uidHeaders()),
				groups(request, settings.groupHeaders()), extra(request, settings.extraHeaderPrefixes())));
	}

	@Override
	public boolean hides(String name) {
		RequestHeaderSettings settings = this.trust.requestHeader();
		return settings != null && (containsIgnoreCase(settings.usernameHeaders(), name)
				|| containsIgnoreCase(settings.uidHeaders(), name) || containsIgnoreCase(settings.groupHeaders(), name)
				|| settings.extraHeaderPrefixes().stream().anyMatch((prefix) -> startsWithIgnoreCase(name, prefix)));
	}

	@Override
	public boolean speaksForMany(AuthenticationRequest request) {
		List<X509Certificate> peer = request.peerCertificates();
		RequestHeaderSettings settings = peer.isEmpty() ? null : this.trust.requestHeader();
		if (settings == null) {
			return false;
		}
		try {
			requireProxy(settings, peer);
			return true;
		}
		catch (AuthenticationException ex) {
			return false;
		}
	}

	private void requireProxy(RequestHeaderSettings settings, List<X509Certificate> peer) {
		CertificateSubject proxy = settings.authorities().verify(peer, this.clock.instant());
		if (!settings.allowedNames().isEmpty() && !settings.allowedNames().contains(proxy.commonName())) {
			throw new AuthenticationException(
					"x509: subject with cn=" + proxy.commonName() + " is not in the allowed list");
		}
	}

	private static String first(AuthenticationRequest request, List<String> headers) {
		for (String header : headers) {
			List<String> values = request.header(header);
			if (!values.isEmpty() && !values.get(0).isEmpty()) {
				return values.get(0);
			}
		}
		return "";
	}

	private static List<String> groups(AuthenticationRequest request, List<String> headers) {
		List<String> groups = new ArrayList<>();
		for (String header : headers) {
			for (String value : request.header(header)) {
				if (!value.isEmpty()) {
					groups.add(value);
				}
			}
		}
		return groups;
	}

	private static Map<String, List<String>> extra(AuthenticationRequest request, List<String> prefixes) {
		if (prefixes.isEmpty()) {
			return Map.of();
		}
		Map<String, List<String>> extra = new LinkedHashMap<>();
		for (String prefix : prefixes) {
			for (String name : request.headerNames()) {
				if (startsWithIgnoreCase(name, prefix)) {
					String key = decode(name.substring(prefix.length()).toLowerCase(Locale.ROOT));
					extra.computeIfAbsent(key, (ignored) -> new ArrayList<>()).addAll(request.header(name));
				}
			}
		}
		return extra;
	}

	private static String decode(String key) {
		String decoded = PercentDecoder.decode(key, false);
		return (decoded != null) ? decoded : key;
	}

	private static boolean containsIgnoreCase(List<String> names, String name) {
		return names.stream().anyMatch(name::equalsIgnoreCase);
	}

	private static boolean startsWithIgnoreCase(String name, String prefix) {
		return name.regionMatches(true, 0, prefix, 0, prefix.length());
	}

}
