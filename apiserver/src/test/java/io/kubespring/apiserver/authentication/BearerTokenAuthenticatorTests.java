package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class BearerTokenAuthenticatorTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final UserInfo BOB = new UserInfo("bob", "", List.of(), Map.of());

	private final MutableClock clock = new MutableClock();

	private final List<String> reviewed = new ArrayList<>();

	private final BearerTokenAuthenticator authenticator = new BearerTokenAuthenticator(
			new ReviewedTokens(this::review, Duration.ofSeconds(10), this.clock));

	@ParameterizedTest
	@ValueSource(strings = { "Bearer tok", "bearer tok", "BEARER tok junk", "  Bearer tok  " })
	void reviewsToken(String authorization) {
		StepVerifier.create(authenticate(authorization)).expectNext(BOB).expectComplete().verify(PATIENCE);
		assertThat(this.reviewed).containsExactly("tok");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer:", "Bearer  tok", "Basic tok", "" })
	void hasNoOpinionAboutOtherHeaders(String authorization) {
		StepVerifier.create(authenticate(authorization)).expectComplete().verify(PATIENCE);
		assertThat(this.reviewed).isEmpty();
	}

	@Test
	void tellsOfASecondSpaceAndOfNothingElse() {
		List<String> told = new ArrayList<>();
		for (String authorization : List.of("Bearer  tok", "Bearer", "Basic  tok", "Bearer bad")) {
			this.authenticator.authenticate(new AuthenticationRequest() {

				@Override
				public List<String> header(String name) {
					return List.of(authorization);
				}

				@Override
				public Map<String, List<String>> headers() {
					return Map.of();
				}

				@Override
				public List<X509Certificate> peerCertificates() {
					return List.of();
				}

				@Override
				public void warn(String text) {
					told.add(text);
				}

			}).onErrorComplete().block(PATIENCE);
		}
		assertThat(told).containsExactly(
				"the provided Authorization header contains extra space before the bearer token, and is ignored");
	}

	@Test
	void looksAtFirstHeaderOnly() {
		TestRequest request = TestRequest.with()
			.header("Authorization", "Basic x")
			.header("Authorization", "Bearer tok");
		StepVerifier.create(this.authenticator.authenticate(request)).expectComplete().verify(PATIENCE);
		assertThat(this.reviewed).isEmpty();
	}

	@Test
	void remembersVerdictsForTenSeconds() {
		authenticate("Bearer tok").block(PATIENCE);
		authenticate("Bearer tok").block(PATIENCE);
		assertThat(this.reviewed).containsExactly("tok");
		this.clock.advance(Duration.ofSeconds(10));
		authenticate("Bearer tok").block(PATIENCE);
		assertThat(this.reviewed).containsExactly("tok", "tok");
	}

	@Test
	void remembersRefusalsButNotFailures() {
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(authenticate("Bearer bad")).expectErrorMessage("invalid bearer token").verify(PATIENCE);
			StepVerifier.create(authenticate("Bearer broken")).expectErrorMessage("expired").verify(PATIENCE);
		}
		assertThat(this.reviewed).containsExactly("bad", "broken", "broken");
	}

	private Mono<UserInfo> authenticate(String authorization) {
		return this.authenticator.authenticate(TestRequest.with().header("Authorization", authorization));
	}

	private Mono<UserInfo> review(String token) {
		this.reviewed.add(token);
		return switch (token) {
			case "tok" -> Mono.just(BOB);
			case "broken" -> Mono.error(new AuthenticationException("expired"));
			default -> Mono.empty();
		};
	}

}
