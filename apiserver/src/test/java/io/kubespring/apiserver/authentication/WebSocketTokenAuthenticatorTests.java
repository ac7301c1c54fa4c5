package io.kubespring.apiserver.authentication;

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

class WebSocketTokenAuthenticatorTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final String TOKEN = "base64url.bearer.authorization.k8s.io.dG9r";

	private static final UserInfo BOB = new UserInfo("bob", "", List.of(), Map.of());

	private final List<String> reviewed = new ArrayList<>();

	private final ReviewedTokens tokens = new ReviewedTokens(this::review, Duration.ofSeconds(10), new MutableClock());

	private final WebSocketTokenAuthenticator authenticator = new WebSocketTokenAuthenticator(this.tokens);

	@Test
	void reviewsTokenBesideOtherProtocols() {
		for (String offered : List.of(TOKEN + ",v4", "v4, " + TOKEN, TOKEN + ",")) {
			StepVerifier.create(authenticate(offered)).expectNext(BOB).expectComplete().verify(PATIENCE);
		}
		assertThat(this.reviewed).containsExactly("tok");
	}

	@Test
	void sharesVerdictsWithTheHeader() {
		new BearerTokenAuthenticator(this.tokens).authenticate(TestRequest.with().header("Authorization", "Bearer tok"))
			.block(PATIENCE);
		authenticate(TOKEN + ",v4").block(PATIENCE);
		assertThat(this.reviewed).containsExactly("tok");
	}

	@ParameterizedTest
	@ValueSource(strings = { TOKEN, TOKEN + "," + TOKEN + ",v4", TOKEN + "==,v4",
			"base64url.bearer.authorization.k8s.io.a+b/,v4", "base64url.bearer.authorization.k8s.io._w,v4" })
	void refusesOtherForms(String offered) {
		StepVerifier.create(authenticate(offered)).expectError(AuthenticationException.class).verify(PATIENCE);
		assertThat(this.reviewed).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "v4", "base64url.bearer.authorization.k8s.io.,v4",
			"BASE64URL.bearer.authorization.k8s.io.dG9r,v4" })
	void hasNoOpinionWithoutToken(String offered) {
		StepVerifier.create(authenticate(offered)).expectComplete().verify(PATIENCE);
		assertThat(this.reviewed).isEmpty();
	}

	@Test
	void hasNoOpinionWhereNoWebSocketIsOpened() {
		for (TestRequest request : List.of(TestRequest.with(), TestRequest.with().header("Upgrade", "websocket"),
				TestRequest.with().header("Connection", "upgrade"),
				TestRequest.with().header("Connection", "upgrade").header("Upgrade", "SPDY/3.1"))) {
			StepVerifier
				.create(this.authenticator.authenticate(request.header("Sec-WebSocket-Protocol", TOKEN + ",v4")))
				.expectComplete()
				.verify(PATIENCE);
		}
		assertThat(this.reviewed).isEmpty();
	}

	@Test
	void leavesOtherProtocols() {
		assertThat(WebSocketTokenAuthenticator.withoutTokens(List.of(TOKEN + ", v4", "v5"))).isEqualTo("v4,v5");
		assertThat(WebSocketTokenAuthenticator.withoutTokens(List.of(TOKEN, TOKEN + "=="))).isEmpty();
		assertThat(WebSocketTokenAuthenticator.withoutTokens(List.of("v4", "v5"))).isNull();
	}

	private Mono<UserInfo> authenticate(String offered) {
		return this.authenticator.authenticate(TestRequest.with()
			.header("Connection", "keep-alive, Upgrade")
			.header("Upgrade", "WebSocket")
			.header("Sec-WebSocket-Protocol", offered));
	}

	private Mono<UserInfo> review(String token) {
		this.reviewed.add(token);
		return Mono.just(BOB);
	}

}
