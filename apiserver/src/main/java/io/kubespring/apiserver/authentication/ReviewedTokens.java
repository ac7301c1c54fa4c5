package io.kubespring.apiserver.authentication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Has tokens reviewed, however they came. Verdicts are remembered for a while, keyed by a
 * digest: tokens themselves are never kept. Equal tokens are reviewed once at a time.
 * What could not be found out is not remembered. After
 * {@code k8s.io/apiserver/pkg/authentication/token/cache}. Safe for use by several
 * threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ReviewedTokens {

	private static final int REMEMBERED_TOKENS = 4096;

	private static final String ALGORITHM = "HmacSHA256";

	private final TokenReviewer reviewer;

	private final CoalescingCache<String, Optional<UserInfo>> verdicts;

	private final SecretKeySpec digestKey;

	private volatile @Nullable TokenCacheListener listener;

	/**
	 * Create a memory of verdicts.
	 * @param reviewer knows tokens
	 * @param timeToLive how long a verdict is remembered, zero for not at all
	 * @param clock the clock
	 */
	public ReviewedTokens(TokenReviewer reviewer, Duration timeToLive, Clock clock) {
		this.reviewer = reviewer;
		this.verdicts = new CoalescingCache<>(REMEMBERED_TOKENS, clock, (verdict) -> timeToLive);
		byte[] key = new byte[32];
		new SecureRandom().nextBytes(key);
		this.digestKey = new SecretKeySpec(key, ALGORITHM);
	}

	/**
	 * Find out whose a token is.
	 * @param token the token
	 * @return the user, never empty; an error for a token that is not valid or about
	 * which nothing could be found out
	 */
	Mono<UserInfo> authenticate(String token) {
		Mono<Optional<UserInfo>> verdict = this.verdicts.get(digest(token),
				(digest) -> this.reviewer.review(token).map(Optional::of).defaultIfEmpty(Optional.empty()));
		TokenCacheListener known = this.listener;
		return ((known != null) ? heard(verdict, known) : verdict)
			.map((user) -> user.orElseThrow(() -> new AuthenticationException("invalid bearer token")));
	}

	private static <T> Mono<T> heard(Mono<T> verdict, TokenCacheListener listener) {
		long begun = System.nanoTime();
		if (verdict instanceof Fuseable.ScalarCallable) {
			listener.onHit(System.nanoTime() - begun);
			return verdict;
		}
		return Mono.defer(() -> {
			listener.onWait();
			return verdict.doFinally((end) -> listener.onMiss(System.nanoTime() - begun));
		});
	}

	/**
	 * Tell somebody how tokens are answered for.
	 * @param listener who is told from now on
	 */
	public void setListener(TokenCacheListener listener) {
		this.listener = listener;
	}

	private String digest(String token) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.digestKey);
			return HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
