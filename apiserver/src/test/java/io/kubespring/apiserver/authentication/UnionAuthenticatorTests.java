package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.error.ApiStatusException;
import org.bouncycastle.asn1.DERBitString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The authenticators of a server in a cluster, in their order.
 */
class UnionAuthenticatorTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final TestCertificates FRONT_PROXY = TestCertificates.authority("fp");

	private static final TestCertificates CLIENTS = TestCertificates.authority("cl");

	private static final X509Certificate PROXY = FRONT_PROXY.leaf("front-proxy-client").issue();

	private static final X509Certificate ALICE = CLIENTS.leaf("alice").organizations("dev", "ops").issue();

	private Set<String> allowedNames = Set.of("front-proxy-client");

	private List<X509Certificate> proxyAuthorities = List.of(FRONT_PROXY.issue());

	private final List<String> reviewedTokens = new ArrayList<>();

	@Test
	void isAnonymousWithoutCredentials() {
		assertUser(TestRequest.with(), UserInfo.ANONYMOUS);
		assertUser(TestRequest.with().header("X-Remote-User", "a").header("X-Remote-Group", "system:masters"),
				UserInfo.ANONYMOUS);
	}

	@Test
	void addsAuthenticatedGroupOnceAndLast() {
		assertUser(TestRequest.with(PROXY).header("X-Remote-User", "alice"), user("alice", "system:authenticated"));
		assertUser(TestRequest.with(PROXY).header("X-Remote-User", "alice").header("X-Remote-Group", "dev"),
				user("alice", "dev", "system:authenticated"));
		assertUser(TestRequest.with(PROXY)
			.header("X-Remote-User", "alice")
			.header("X-Remote-Group", "system:authenticated")
			.header("X-Remote-Group", "dev"), user("alice", "system:authenticated", "dev"));
	}

	@Test
	void leavesForwardedAnonymousUserAlone() {
		assertUser(TestRequest.with(PROXY)
			.header("X-Remote-User", "system:anonymous")
			.header("X-Remote-Group", "system:unauthenticated"), UserInfo.ANONYMOUS);
		assertUser(TestRequest.with(PROXY).header("X-Remote-User", "system:anonymous"), user("system:anonymous"));
		assertUser(TestRequest.with(PROXY)
			.header("X-Remote-User", "guest")
			.header("X-Remote-Group", "system:unauthenticated"), user("guest", "system:unauthenticated"));
	}

	@Test
	void refusesProxyThatNamesNobody() {
		assertUnauthorized(TestRequest.with(PROXY));
		assertUnauthorized(TestRequest.with(PROXY).header("X-Remote-User", ""));
		assertUnauthorized(TestRequest.with(PROXY).header("X-Remote-User", "").header("X-Remote-User", "alice"));
	}

	@Test
	void refusesProxyThatIsNotAllowed() {
		assertUnauthorized(TestRequest.with(FRONT_PROXY.leaf("other").issue()).header("X-Remote-User", "alice"));
	}

	@Test
	void refusesStranger() {
		X509Certificate stranger = TestCertificates.authority("x").leaf("front-proxy-client").issue();
		assertUnauthorized(TestRequest.with(stranger).header("X-Remote-User", "alice"));
		assertUnauthorized(TestRequest.with(stranger).header("Authorization", "Bearer bad"));
		assertUser(TestRequest.with(stranger).header("Authorization", "Bearer good"),
				user("bob", "robots", "system:authenticated"));
	}

	@Test
	void takesClientCertificateForItselfWhateverHeadersSay() {
		UserInfo alice = authenticate(
				TestRequest.with(ALICE).header("X-Remote-User", "root").header("X-Remote-Group", "system:masters"));
		assertThat(alice.name()).isEqualTo("alice");
		assertThat(alice.groups()).containsExactly("dev", "ops", "system:authenticated");
		assertThat(alice.extra()).containsOnlyKeys("authentication.kubernetes.io/credential-id");
		UserInfo namedLikeProxy = authenticate(
				TestRequest.with(CLIENTS.leaf("front-proxy-client").issue()).header("X-Remote-User", "root"));
		assertThat(namedLikeProxy.name()).isEqualTo("front-proxy-client");
		assertThat(namedLikeProxy.groups()).containsExactly("system:authenticated");
	}

	@Test
	void takesDisallowedProxyForItselfWhenAuthoritiesAreShared() {
		this.proxyAuthorities = List.of(CLIENTS.issue());
		assertThat(authenticate(TestRequest.with(ALICE).header("X-Remote-User", "root")).name()).isEqualTo("alice");
	}

	@Test
	void readsUserOfClientCertificate() {
		assertThat(authenticate(TestRequest.with(CLIENTS.leaf("client_cn2", "client_cn").issue())).name())
			.isEqualTo("client_cn");
		assertThat(authenticate(TestRequest.with(CLIENTS.leaf("alice").uid("u1").issue())).uid()).isEqualTo("u1");
		assertUnauthorized(TestRequest.with(CLIENTS.leaf("alice").uid("u1").uid("u2").issue()));
		assertUnauthorized(TestRequest.with(CLIENTS.leaf("alice").uid("").issue()));
		assertUnauthorized(TestRequest
			.with(CLIENTS.leaf("alice").attribute("1.3.6.1.4.1.57683.2", new DERBitString(new byte[] { 1 })).issue()));
		assertUnauthorized(TestRequest.with(CLIENTS.leaf().organizations("dev").issue()));
	}

	@Test
	void asksForTokenOnlyWhenNobodyElseKnows() {
		assertUser(TestRequest.with(PROXY).header("X-Remote-User", "alice").header("Authorization", "Bearer bad"),
				user("alice", "system:authenticated"));
		assertThat(this.reviewedTokens).isEmpty();
		assertUser(TestRequest.with(PROXY).header("Authorization", "Bearer good"),
				user("bob", "robots", "system:authenticated"));
		assertThat(this.reviewedTokens).containsExactly("good");
	}

	@Test
	void refusesEverybodyUnknownWhenAnonymousIsOff() {
		StepVerifier.create(new UnionAuthenticator(List.of(), false).authenticate(TestRequest.with()))
			.expectErrorSatisfies(UnionAuthenticatorTests::isUnauthorized)
			.verify(PATIENCE);
	}

	@Test
	void survivesAuthenticatorsThatFail() {
		Authenticator broken = (request) -> {
			throw new IllegalStateException("broken");
		};
		Authenticator late = (request) -> Mono.just(user("late")).publishOn(Schedulers.parallel());
		Authenticator lateRefusal = (request) -> Mono.<UserInfo>error(new AuthenticationException("no"))
			.subscribeOn(Schedulers.parallel());
		StepVerifier
			.create(new UnionAuthenticator(List.of(broken, lateRefusal, late), true).authenticate(TestRequest.with()))
			.expectNext(user("late", "system:authenticated"))
			.expectComplete()
			.verify(PATIENCE);
		StepVerifier
			.create(new UnionAuthenticator(List.of(lateRefusal, (request) -> Mono.empty()), true)
				.authenticate(TestRequest.with()))
			.expectErrorSatisfies(UnionAuthenticatorTests::isUnauthorized)
			.verify(PATIENCE);
	}

	@Test
	void answersAtOnceWhenCertificatesDecide() {
		UnionAuthenticator union = union();
		assertThat(union.authenticate(TestRequest.with())).isInstanceOf(Fuseable.ScalarCallable.class);
		assertThat(union.authenticate(TestRequest.with(ALICE))).isInstanceOf(Fuseable.ScalarCallable.class);
		assertThat(union.authenticate(TestRequest.with(PROXY))).isInstanceOf(Fuseable.ScalarCallable.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "authorization", "x-remote-user", "x-remote-uid", "x-remote-group", "x-remote-extra-scope",
			"x-remote-extra-" })
	void hidesIdentityHeadersEvenWithoutAuthenticators(String name) {
		assertThat(new UnionAuthenticator(List.of(), true).hides(name)).isTrue();
		assertThat(new UnionAuthenticator(List.of(), true).hides("accept")).isFalse();
	}

	@Test
	void onlyProxiesSpeakForMany() {
		UnionAuthenticator union = union();
		assertThat(union.speaksForMany(TestRequest.with(PROXY))).isTrue();
		assertThat(union.speaksForMany(TestRequest.with())).isFalse();
		assertThat(union.speaksForMany(TestRequest.with(ALICE))).isFalse();
		assertThat(union.speaksForMany(TestRequest.with(FRONT_PROXY.leaf("other").issue()))).isFalse();
		assertThat(union.speaksForMany(TestRequest.with(FRONT_PROXY.leaf("front-proxy-client").expired().issue())))
			.isFalse();
		assertThat(new UnionAuthenticator(List.of(), true, true).speaksForMany(TestRequest.with())).isTrue();
	}

	private UnionAuthenticator union() {
		MutableClock clock = new MutableClock();
		RequestHeaderSettings settings = new RequestHeaderSettings(TrustedAuthorities.of(this.proxyAuthorities),
				this.allowedNames, List.of("X-Remote-User"), List.of(), List.of("X-Remote-Group"), List.of());
		TrustedAuthorities clients = TrustedAuthorities.of(List.of(CLIENTS.issue()));
		TokenReviewer tokens = (token) -> {
			this.reviewedTokens.add(token);
			return token.equals("good") ? Mono.just(user("bob", "robots")) : Mono.empty();
		};
		return new UnionAuthenticator(List.of(new RequestHeaderAuthenticator(() -> settings, clock),
				new ClientCertificateAuthenticator(() -> clients, clock),
				new BearerTokenAuthenticator(new ReviewedTokens(tokens, Duration.ofSeconds(10), clock))), true);
	}

	private UserInfo authenticate(TestRequest request) {
		UserInfo user = union().authenticate(request).block(PATIENCE);
		assertThat(user).isNotNull();
		return user;
	}

	private void assertUser(TestRequest request, UserInfo expected) {
		assertThat(authenticate(request)).isEqualTo(expected);
	}

	private void assertUnauthorized(TestRequest request) {
		StepVerifier.create(union().authenticate(request))
			.expectErrorSatisfies(UnionAuthenticatorTests::isUnauthorized)
			.verify(PATIENCE);
	}

	private static void isUnauthorized(Throwable ex) {
		assertThat(ex).isInstanceOfSatisfying(ApiStatusException.class,
				(refused) -> assertThat(refused.status()).isEqualTo(ApiStatusException.unauthorized().status()));
	}

	private static UserInfo user(String name, String... groups) {
		return new UserInfo(name, "", List.of(groups), Map.of());
	}

}
