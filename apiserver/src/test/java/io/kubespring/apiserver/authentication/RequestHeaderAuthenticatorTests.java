package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class RequestHeaderAuthenticatorTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final TestCertificates FRONT_PROXY = TestCertificates.authority("fp");

	private static final X509Certificate PROXY = FRONT_PROXY.leaf("front-proxy-client").issue();

	private final TrustedAuthorities authorities = TrustedAuthorities.of(List.of(FRONT_PROXY.issue()));

	private @Nullable RequestHeaderSettings settings = settings(Set.of("front-proxy-client"), List.of("X-Remote-User"),
			List.of());

	private final MutableClock clock = new MutableClock();

	private final RequestHeaderAuthenticator authenticator = new RequestHeaderAuthenticator(() -> this.settings,
			this.clock);

	@Test
	void hasNoOpinionWithoutCertificate() {
		assertNoOpinion(TestRequest.with().header("X-Remote-User", "alice"));
	}

	@Test
	void hasNoOpinionWhileTrustIsNotLoaded() {
		this.settings = null;
		assertNoOpinion(TestRequest.with(PROXY).header("X-Remote-User", "alice"));
	}

	@Test
	void answersAtOnce() {
		assertThat(this.authenticator.authenticate(TestRequest.with(PROXY).header("X-Remote-User", "alice")))
			.isInstanceOf(Fuseable.ScalarCallable.class);
		assertThat(this.authenticator.authenticate(TestRequest.with(PROXY)))
			.isInstanceOf(Fuseable.ScalarCallable.class);
		assertThat(this.authenticator.authenticate(TestRequest.with(FRONT_PROXY.leaf("other").issue())))
			.isInstanceOf(Fuseable.ScalarCallable.class);
	}

	@Test
	void believesAllowedProxy() {
		assertUser(TestRequest.with(PROXY).header("X-Remote-User", "alice"), user("alice", "", List.of(), Map.of()));
	}

	@Test
	void keepsGroupsInOrderAndUnsplit() {
		assertUser(TestRequest.with(PROXY)
			.header("x-remote-user", "alice")
			.header("X-Remote-Group", "dev")
			.header("X-Remote-Group", "")
			.header("X-Remote-Group", "ops,qa")
			.header("X-Remote-Group", "dev"), user("alice", "", List.of("dev", "ops,qa", "dev"), Map.of()));
	}

	@Test
	void hasNoOpinionWithoutUser() {
		assertNoOpinion(TestRequest.with(PROXY));
		assertNoOpinion(TestRequest.with(PROXY).header("X-Remote-User", ""));
		assertNoOpinion(TestRequest.with(PROXY).header("X_Remote_User", "alice"));
	}

	@Test
	void takesFirstValueOfUser() {
		assertNoOpinion(TestRequest.with(PROXY).header("X-Remote-User", "").header("X-Remote-User", "alice"));
		assertUser(TestRequest.with(PROXY).header("X-Remote-User", "alice").header("X-Remote-User", "root"),
				user("alice", "", List.of(), Map.of()));
		assertUser(TestRequest.with(PROXY).header("X-Remote-User", "alice,root"),
				user("alice,root", "", List.of(), Map.of()));
	}

	@Test
	void takesNextUserHeaderWhenFirstIsEmpty() {
		this.settings = settings(Set.of(), List.of("X-A", "X-B"), List.of());
		assertUser(TestRequest.with(PROXY).header("X-A", "").header("X-A", "eve").header("X-B", "bob"),
				user("bob", "", List.of(), Map.of()));
	}

	@Test
	void decodesExtraKeys() {
		assertUser(
				TestRequest.with(PROXY)
					.header("X-Remote-User", "alice")
					.header("X-Remote-Extra-Acme.com%2Fproject", "p1")
					.header("X-Remote-Extra-Acme.com%2Fproject", "p2")
					.header("x-remote-extra-a+b", "v")
					.header("X-Remote-Extra-Bad%zz", "v")
					.header("X-Remote-Extra-Bad%4", "v")
					.header("X-Remote-Extra-%E4%BB%8A", "v")
					.header("X-Remote-Extra-P%2520q", "v")
					.header("X-Remote-Extra-", "v"),
				user("alice", "", List.of(),
						Map.of("acme.com/project", List.of("p1", "p2"), "a+b", List.of("v"), "bad%zz", List.of("v"),
								"bad%4", List.of("v"), "今", List.of("v"), "p%20q", List.of("v"), "", List.of("v"))));
	}

	@Test
	void mergesSpellingsOfOneExtraKey() {
		assertUser(
				TestRequest.with(PROXY)
					.header("X-Remote-User", "alice")
					.header("X-Remote-Extra-Scope", "a")
					.header("X-Remote-Extra-%73cope", "b"),
				user("alice", "", List.of(), Map.of("scope", List.of("a", "b"))));
	}

	@Test
	void readsUidOnlyFromConfiguredHeader() {
		TestRequest request = TestRequest.with(PROXY).header("X-Remote-User", "alice").header("X-Remote-Uid", "1");
		assertUser(request, user("alice", "", List.of(), Map.of()));
		this.settings = settings(Set.of(), List.of("X-Remote-User"), List.of("X-Remote-Uid"));
		assertUser(request, user("alice", "1", List.of(), Map.of()));
	}

	@Test
	void refusesNameThatIsNotAllowed() {
		assertRefused(FRONT_PROXY.leaf("other").issue(), "x509: subject with cn=other is not in the allowed list");
		assertRefused(FRONT_PROXY.leaf("other").alternatives("front-proxy-client").issue(),
				"x509: subject with cn=other is not in the allowed list");
	}

	@Test
	void comparesAllowedNamesExactly() {
		this.settings = settings(Set.of("FRONT-PROXY-CLIENT"), List.of("X-Remote-User"), List.of());
		assertRefused(PROXY, "x509: subject with cn=front-proxy-client is not in the allowed list");
	}

	@Test
	void allowsEveryNameWithoutAllowedNames() {
		this.settings = settings(Set.of(), List.of("X-Remote-User"), List.of());
		assertUser(TestRequest.with(FRONT_PROXY.leaf("other").issue()).header("X-Remote-User", "alice"),
				user("alice", "", List.of(), Map.of()));
	}

	@Test
	void refusesCertificateOfStranger() {
		X509Certificate stranger = TestCertificates.authority("x").leaf("front-proxy-client").issue();
		assertRefused(stranger, "verifying certificate SN=" + stranger.getSerialNumber()
				+ " failed: no chain of client certificates leads to a trusted authority");
	}

	@Test
	void refusesCertificateThatExpiresOnOpenConnection() {
		X509Certificate shortLived = FRONT_PROXY.leaf("front-proxy-client")
			.valid(this.clock.instant().minusSeconds(1), this.clock.instant().plusSeconds(5))
			.issue();
		TestRequest request = TestRequest.with(shortLived).header("X-Remote-User", "alice");
		assertUser(request, user("alice", "", List.of(), Map.of()));
		this.clock.advance(Duration.ofSeconds(6));
		assertRefused(shortLived, "verifying certificate SN=" + shortLived.getSerialNumber()
				+ " failed: a certificate of its chain has expired or is not yet valid");
	}

	@Test
	void hidesConfiguredHeaders() {
		this.settings = settings(Set.of(), List.of("X-Custom-User"), List.of("X-Custom-Uid"));
		assertThat(List.of("x-custom-user", "x-custom-uid", "x-remote-group", "x-remote-extra-scope", "accept"))
			.filteredOn(this.authenticator::hides)
			.containsExactly("x-custom-user", "x-custom-uid", "x-remote-group", "x-remote-extra-scope");
	}

	private RequestHeaderSettings settings(Set<String> allowedNames, List<String> users, List<String> uids) {
		return new RequestHeaderSettings(this.authorities, allowedNames, users, uids, List.of("X-Remote-Group"),
				List.of("X-Remote-Extra-"));
	}

	private static UserInfo user(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
		return new UserInfo(name, uid, groups, extra);
	}

	private void assertUser(TestRequest request, UserInfo expected) {
		StepVerifier.create(this.authenticator.authenticate(request))
			.expectNext(expected)
			.expectComplete()
			.verify(PATIENCE);
	}

	private void assertNoOpinion(TestRequest request) {
		StepVerifier.create(this.authenticator.authenticate(request)).expectComplete().verify(PATIENCE);
	}

	private void assertRefused(X509Certificate peer, String message) {
		Mono<UserInfo> answer = this.authenticator
			.authenticate(TestRequest.with(peer).header("X-Remote-User", "alice"));
		StepVerifier.create(answer)
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOf(AuthenticationException.class).hasMessage(message))
			.verify(PATIENCE);
	}

}
