package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Mono;

/**
 * Reads the user from a client certificate: its common name, and its organizations as
 * groups. Answers at once, so the certificate is judged with every request and not with
 * the connection. After {@code k8s.io/apiserver/pkg/authentication/request/x509}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ClientCertificateAuthenticator implements Authenticator {

	private static final String CREDENTIAL_ID = "authentication.kubernetes.io/credential-id";

	private final ClientCertificateTrust trust;

	private final Clock clock;

	/**
	 * Create an authenticator.
	 * @param trust whose certificates are believed
	 * @param clock tells whether certificates are valid
	 */
	public ClientCertificateAuthenticator(ClientCertificateTrust trust, Clock clock) {
		this.trust = trust;
		this.clock = clock;
	}

	@Override
	public Mono<UserInfo> authenticate(AuthenticationRequest request) {
		List<X509Certificate> peer = request.peerCertificates();
		TrustedAuthorities authorities = peer.isEmpty() ? null : this.trust.clientAuthorities();
		if (authorities == null) {
			return Mono.empty();
		}
		try {
			CertificateSubject subject = authorities.verify(peer, this.clock.instant());
			return subject.commonName().isEmpty() ? Mono.empty() : Mono.just(user(subject));
		}
		catch (AuthenticationException ex) {
			return Mono.error(ex);
		}
	}

	private UserInfo user(CertificateSubject subject) {
		List<String> uids = subject.uids();
		if (uids.size() > 1) {
			throw new AuthenticationException("expected 1 UID, but found multiple: " + uids);
		}
		if (uids.contains("")) {
			throw new AuthenticationException("UID cannot be an empty string");
		}
		return new UserInfo(subject.commonName(), uids.isEmpty() ? "" : uids.get(0), subject.organizations(),
				Map.of(CREDENTIAL_ID, List.of(subject.credentialId())));
	}

}
