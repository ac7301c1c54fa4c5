package io.kubespring.apiserver.authentication;

import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Has the bearer token of the {@code Authorization} header reviewed, after
 * {@code k8s.io/apiserver/pkg/authentication/request/bearertoken}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class BearerTokenAuthenticator implements Authenticator {

	private static final String EXTRA_SPACE = "the provided Authorization header contains extra space before the"
			+ " bearer token, and is ignored";

	private final ReviewedTokens tokens;

	/**
	 * Create an authenticator.
	 * @param tokens knows tokens
	 */
	public BearerTokenAuthenticator(ReviewedTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public Mono<UserInfo> authenticate(AuthenticationRequest request) {
		List<String> authorization = request.header("Authorization");
		if (authorization.isEmpty()) {
			return Mono.empty();
		}
		String[] parts = authorization.get(0).trim().split(" ", 3);
		if (parts.length < 2 || !parts[0].equalsIgnoreCase("bearer")) {
			return Mono.empty();
		}
		if (parts[1].isEmpty()) {
			request.warn(EXTRA_SPACE);
			return Mono.empty();
		}
		return this.tokens.authenticate(parts[1]);
	}

	@Override
	public boolean hides(String name) {
		return name.equals("authorization");
	}

}
