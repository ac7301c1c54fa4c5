package io.kubespring.apiserver.authentication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import reactor.core.publisher.Mono;

/**
 * Has the bearer token of the {@code Authorization} header reviewed. Verdicts are
 * remembered for a while, keyed by a digest: tokens themselves are never kept. Equal
 * tokens are reviewed once at a time. After
 * {@code k8s.io/apiserver/pkg/authentication/request/bearertoken} and
 * {@code …/token/cache}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class BearerTokenAuthenticator implements Authenticator {

	private static final int REMEMBERED_TOKENS = 4096;

	private final TokenReviewer reviewer;

	private final CoalescingCache<String, Optional<UserInfo>> verdicts;

	private final SecretKeySpec digestKey;

	/**
	 * Create an authenticator.
	 * @param reviewer knows tokens
	 * @param timeToLive how long a verdict is remembered, zero for not at all
	 * @param clock the clock
	 */
	public BearerTokenAuthenticator(TokenReviewer reviewer, Duration timeToLive, Clock clock) {
		this.reviewer = reviewer;
		this.verdicts = new CoalescingCache<>(REMEMBERED_TOKENS, clock, (verdict) -> timeToLive);
		byte[] key = new byte[32];
		new SecureRandom().nextBytes(key);
		this.digestKey = new SecretKeySpec(key, "HmacSHA256");
	}

	@Override
	public Mono<UserInfo> authenticate(AuthenticationRequest request) {
		String token = token(request.header("Authorization"));
		if (token.isEmpty()) {
			return Mono.empty();
		}
		return this.verdicts
			.get(digest(token),
					(digest) -> this.reviewer.review(token).map(Optional::of).defaultIfEmpty(Optional.empty()))
			.map((verdict) -> verdict.orElseThrow(() -> new AuthenticationException("invalid bearer token")));
	}

	@Override
	public boolean hides(String name) {
		return name.equals("authorization");
	}

	private static String token(List<String> authorization) {
		if (authorization.isEmpty()) {
			return "";
		}
		String[] parts = authorization.get(0).trim().split(" ", 3);
		return (parts.length > 1 && parts[0].equalsIgnoreCase("bearer")) ? parts[1] : "";
	}

	private String digest(String token) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(this.digestKey);
			return HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
