package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.kubespring.apiserver.authentication.ClientCertificateAuthenticator;
import io.kubespring.apiserver.authentication.RequestHeaderAuthenticator;
import io.kubespring.apiserver.authentication.TestRequest;
import io.kubespring.apiserver.authentication.UnionAuthenticator;
import io.kubespring.apiserver.authorization.AlwaysAllowGroupsAuthorizer;
import io.kubespring.apiserver.authorization.AlwaysAllowPathsAuthorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.ForbiddenMessage;
import io.kubespring.apiserver.authorization.SubjectAccessReviewAuthorizer;
import io.kubespring.apiserver.authorization.UnionAuthorizer;
import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authentication and authorization put together as in a cluster: live ConfigMap, front
 * proxy, client certificates, SubjectAccessReview.
 */
class TrustChainTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final TestCertificates FRONT_PROXY = TestCertificates.authority("fp");

	private static final TestCertificates CLIENTS = TestCertificates.authority("cl");

	private static final X509Certificate PROXY = FRONT_PROXY.leaf("front-proxy-client").issue();

	private static final X509Certificate ALICE = CLIENTS.leaf("alice").organizations("dev", "ops").issue();

	private static final String ALLOWED = "allowed";

	private static final String UNAUTHORIZED = "Unauthorized";

	private static final String ANONYMOUS_FORBIDDEN = forbidden("system:anonymous");

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private AuthenticationConfigMap trust;

	private UnionAuthenticator authenticator;

	private UnionAuthorizer authorizer;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.trust = new AuthenticationConfigMap(this.cluster, Schedulers.parallel());
		Clock clock = Clock.systemUTC();
		this.authenticator = new UnionAuthenticator(List.of(new RequestHeaderAuthenticator(this.trust, clock),
				new ClientCertificateAuthenticator(this.trust, clock)), true);
		this.authorizer = new UnionAuthorizer(List.of(new AlwaysAllowGroupsAuthorizer(Set.of("system:masters")),
				new AlwaysAllowPathsAuthorizer(List.of("/healthz", "/readyz", "/livez")),
				new SubjectAccessReviewAuthorizer(new HostSubjectAccessReviewer(this.cluster, Schedulers.parallel()),
						Duration.ofSeconds(10), Duration.ofSeconds(10), clock)));
		this.host.onSubjectAccessReview((spec) -> this.host.object()
			.put("allowed", spec.path("user").asString("").matches("alice[0-9]*|front-proxy-client")));
		this.host.authenticationConfig(CLIENTS.pem(), FRONT_PROXY.pem(), "[\"front-proxy-client\"]");
		this.trust.start();
		Eventually.isTrue(this.trust::isLoaded);
	}

	@AfterEach
	void disconnect() {
		this.trust.close();
		this.cluster.close();
		this.host.close();
	}

	@Test
	void case1AnonymousIsForbidden() {
		assertThat(list(TestRequest.with())).isEqualTo(ANONYMOUS_FORBIDDEN);
		assertReview("system:anonymous", "system:unauthenticated");
	}

	@Test
	void cases2And3HeadersWithoutCertificateAreWorthNothing() {
		assertThat(list(TestRequest.with().header("X-Remote-User", "alice"))).isEqualTo(ANONYMOUS_FORBIDDEN);
		assertThat(list(TestRequest.with().header("X-Remote-User", "a").header("X-Remote-Group", "system:masters")))
			.isEqualTo(ANONYMOUS_FORBIDDEN);
		assertReview("system:anonymous", "system:unauthenticated");
	}

	@Test
	void case4ProxyNamesUser() {
		assertThat(list(proxied("alice"))).isEqualTo(ALLOWED);
		assertReview("alice", "system:authenticated");
	}

	@Test
	void case5GroupsKeepTheirOrder() {
		assertThat(list(proxied("alice").header("X-Remote-Group", "dev").header("X-Remote-Group", "ops")))
			.isEqualTo(ALLOWED);
		assertReview("alice", "dev", "ops", "system:authenticated");
	}

	@Test
	void cases6And7GroupsAreNotSplitAndNotEmpty() {
		assertThat(list(proxied("alice").header("X-Remote-Group", "dev,ops").header("X-Remote-Group", "")))
			.isEqualTo(ALLOWED);
		assertReview("alice", "dev,ops", "system:authenticated");
	}

	@Test
	void case8MastersAreNotReviewed() {
		assertThat(list(proxied("root").header("X-Remote-Group", "system:masters"))).isEqualTo(ALLOWED);
		assertThat(this.host.accessReviews()).isEmpty();
	}

	@Test
	void cases9To11ProxyWithoutUserIsUnauthorized() {
		assertThat(list(TestRequest.with(PROXY))).isEqualTo(UNAUTHORIZED);
		assertThat(list(proxied(""))).isEqualTo(UNAUTHORIZED);
		assertThat(list(proxied("").header("X-Remote-User", "alice"))).isEqualTo(UNAUTHORIZED);
		assertThat(this.host.accessReviews()).isEmpty();
	}

	@Test
	void case12FirstUserCounts() {
		assertThat(list(proxied("alice").header("X-Remote-User", "root"))).isEqualTo(ALLOWED);
		assertReview("alice", "system:authenticated");
	}

	@Test
	void case13UserIsNotSplit() {
		assertThat(list(proxied("alice,root"))).isEqualTo(forbidden("alice,root"));
		assertReview("alice,root", "system:authenticated");
	}

	@Test
	void cases27And28UidNeedsItsHeaderName() {
		assertThat(list(proxied("alice").header("X-Remote-Uid", "1"))).isEqualTo(ALLOWED);
		assertThat(lastReview().has("uid")).isFalse();
		this.host.changeAuthenticationConfig("requestheader-uid-headers", "[\"X-Remote-Uid\"]");
		Eventually.isTrue(() -> !this.trust.requestHeader().uidHeaders().isEmpty());
		assertThat(list(proxied("alice").header("X-Remote-Uid", "1"))).isEqualTo(ALLOWED);
		assertThat(lastReview().path("uid").asString()).isEqualTo("1");
	}

	@Test
	void cases29To31IdentityHeadersAreHidden() {
		this.host.changeAuthenticationConfig("requestheader-username-headers", "[\"X-Custom-User\"]");
		Eventually.isTrue(() -> this.trust.requestHeader().usernameHeaders().contains("X-Custom-User"));
		assertThat(Stream.of("authorization", "x-remote-user", "x-remote-uid", "x-remote-group", "x-remote-extra-scope",
				"x-custom-user", "accept", "x-remote"))
			.filteredOn(this.authenticator::hides)
			.containsExactly("authorization", "x-remote-user", "x-remote-uid", "x-remote-group", "x-remote-extra-scope",
					"x-custom-user");
		assertThat(list(TestRequest.with(PROXY).header("X-Custom-User", "alice"))).isEqualTo(ALLOWED);
	}

	@Test
	void cases33To36NamesOfProxies() {
		TestRequest other = TestRequest.with(FRONT_PROXY.leaf("other").alternatives("front-proxy-client").issue())
			.header("X-Remote-User", "alice");
		assertThat(list(other)).isEqualTo(UNAUTHORIZED);
		allowNames("[\"FRONT-PROXY-CLIENT\"]", "FRONT-PROXY-CLIENT");
		assertThat(list(proxied("alice"))).isEqualTo(UNAUTHORIZED);
		allowNames("[]");
		assertThat(list(other)).isEqualTo(ALLOWED);
		assertReview("alice", "system:authenticated");
	}

	@Test
	void case37StrangerIsUnauthorized() {
		X509Certificate stranger = TestCertificates.authority("fp").leaf("front-proxy-client").issue();
		assertThat(list(TestRequest.with(stranger).header("X-Remote-User", "alice"))).isEqualTo(UNAUTHORIZED);
	}

	@Test
	void case38ClientNamedLikeProxyIsItself() {
		assertThat(list(TestRequest.with(CLIENTS.leaf("front-proxy-client").issue()).header("X-Remote-User", "root")))
			.isEqualTo(ALLOWED);
		assertReview("front-proxy-client", "system:authenticated");
	}

	@Test
	void case39ClientIsItself() {
		assertThat(list(
				TestRequest.with(ALICE).header("X-Remote-User", "root").header("X-Remote-Group", "system:masters")))
			.isEqualTo(ALLOWED);
		assertReview("alice", "dev", "ops", "system:authenticated");
		assertThat(lastReview().path("extra").path("authentication.kubernetes.io/credential-id").path(0).asString())
			.startsWith("X509SHA256=");
	}

	@Test
	void case40ClientIsItselfWhenAuthoritiesAreShared() {
		this.host.changeAuthenticationConfig("requestheader-client-ca-file", CLIENTS.pem());
		Eventually.isTrue(() -> this.trust.requestHeader().authorities().certificates().contains(CLIENTS.issue()));
		assertThat(list(TestRequest.with(ALICE).header("X-Remote-User", "root"))).isEqualTo(ALLOWED);
		assertReview("alice", "dev", "ops", "system:authenticated");
	}

	@Test
	void case53UsersOfOneConnectionAreNotMixedUp() {
		List<String> outcomes = Flux.range(0, 100)
			.flatMap((i) -> Mono.fromCallable(() -> list(proxied((i % 2 == 0) ? "alice" + i : "bob" + i)))
				.map((outcome) -> i + " " + outcome)
				.subscribeOn(Schedulers.boundedElastic()), 100)
			.collectList()
			.block(PATIENCE);
		assertThat(outcomes).hasSize(100).allSatisfy((outcome) -> {
			int i = Integer.parseInt(outcome.substring(0, outcome.indexOf(' ')));
			assertThat(outcome.substring(outcome.indexOf(' ') + 1))
				.isEqualTo((i % 2 == 0) ? ALLOWED : forbidden("bob" + i));
		});
		assertThat(this.host.accessReviews()).extracting((spec) -> spec.path("user").asString())
			.doesNotHaveDuplicates();
	}

	@Test
	void case59ProxyAuthorityIsReplacedForOpenConnectionsToo() {
		TestRequest open = proxied("alice");
		assertThat(list(open)).isEqualTo(ALLOWED);
		TestCertificates next = TestCertificates.authority("fp2");
		this.host.changeAuthenticationConfig("requestheader-client-ca-file", next.pem());
		Eventually.isTrue(() -> this.trust.requestHeader().authorities().certificates().contains(next.issue()));
		assertThat(list(open)).isEqualTo(UNAUTHORIZED);
		assertThat(list(TestRequest.with(next.leaf("front-proxy-client").issue()).header("X-Remote-User", "alice")))
			.isEqualTo(ALLOWED);
	}

	@Test
	void cases97And98ProbesAreNotReviewedAndNothingElse() {
		for (String path : List.of("/healthz", "/livez", "/readyz")) {
			assertThat(ask(TestRequest.with(), "GET", path)).isEqualTo(ALLOWED);
			assertThat(ask(TestRequest.with(), "POST", path)).isEqualTo(ALLOWED);
		}
		assertThat(this.host.accessReviews()).isEmpty();
		for (String path : List.of("/healthz/ping", "/livez/", "//healthz", "/HEALTHZ")) {
			assertThat(ask(TestRequest.with(), "GET", path))
				.isEqualTo("forbidden: User \"system:anonymous\" cannot get path \"" + path + "\"");
		}
		assertThat(this.host.accessReviews()).hasSize(4);
	}

	@Test
	void case107OutageLeavesMastersAndProbes() {
		this.host.fail((call) -> true, 1000, 403);
		assertThat(list(proxied("root").header("X-Remote-Group", "system:masters"))).isEqualTo(ALLOWED);
		assertThat(ask(TestRequest.with(), "GET", "/livez")).isEqualTo(ALLOWED);
		assertThat(list(proxied("alice")))
			.isEqualTo("POST /apis/authorization.k8s.io/v1/subjectaccessreviews: 403 fault on command");
	}

	private void allowNames(String json, String... names) {
		this.host.changeAuthenticationConfig("requestheader-allowed-names", json);
		Eventually.isTrue(() -> this.trust.requestHeader().allowedNames().equals(Set.of(names)));
	}

	private String list(TestRequest request) {
		return ask(request, "GET", "/apis/g/v1/foos");
	}

	private String ask(TestRequest request, String method, String path) {
		RequestInfo info = RequestInfoParser.parse(method, path, QueryParameters.parse(""));
		String outcome = this.authenticator.authenticate(request)
			.flatMap((user) -> this.authorizer.authorize(user, info)
				.map((decision) -> (decision.verdict() == Decision.Verdict.ALLOW) ? ALLOWED
						: ForbiddenMessage.of(user, info, decision.reason()).status().message()))
			.onErrorResume(ApiStatusException.class, (ex) -> Mono.just(ex.status().message()))
			.onErrorResume(HostApiException.class, (ex) -> Mono.just(String.valueOf(ex.getMessage())))
			.block(PATIENCE);
		assertThat(outcome).isNotNull();
		return outcome;
	}

	private static TestRequest proxied(String user) {
		return TestRequest.with(PROXY).header("X-Remote-User", user);
	}

	private static String forbidden(String user) {
		return "foos.g is forbidden: User \"" + user
				+ "\" cannot list resource \"foos\" in API group \"g\" at the cluster scope";
	}

	private JsonNode lastReview() {
		List<JsonNode> reviews = this.host.accessReviews();
		return reviews.get(reviews.size() - 1);
	}

	private void assertReview(String user, String... groups) {
		JsonNode review = lastReview();
		assertThat(review.path("user").asString()).isEqualTo(user);
		assertThat(review.path("groups")).extracting(JsonNode::asString).containsExactly(groups);
		ObjectNode attributes = (ObjectNode) review.path("resourceAttributes");
		assertThat(attributes.path("verb").asString()).isEqualTo("list");
	}

}
