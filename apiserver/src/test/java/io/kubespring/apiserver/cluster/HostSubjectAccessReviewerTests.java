package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.AccessReview;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class HostSubjectAccessReviewerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final UserInfo ALICE = new UserInfo("alice", "", List.of("dev", "system:authenticated"), Map.of());

	private final StandInHostApi host = StandInHostApi.start();

	private final ImmediateScheduler scheduler = new ImmediateScheduler();

	private final JsonMapper mapper = JsonMapper.builder().build();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private HostSubjectAccessReviewer reviewer;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.reviewer = new HostSubjectAccessReviewer(this.cluster, this.scheduler);
	}

	@AfterEach
	void disconnect() {
		this.cluster.close();
		this.host.close();
	}

	/**
	 * The table of how requests are read and authorized.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					GET | /apis/g/v1/foos | verb:list group:g version:v1 resource:foos
					GET | /apis/g/v1/foos?watch=1 | verb:watch group:g version:v1 resource:foos
					GET | /apis/g/v1/foos?watch | verb:watch group:g version:v1 resource:foos
					GET | /apis/g/v1/foos?watch=nope | verb:watch group:g version:v1 resource:foos
					GET | /apis/g/v1/foos?watch=False | verb:list group:g version:v1 resource:foos
					GET | /apis/g/v1/watch/namespaces/n/foos?labelSelector=a=b | namespace:n verb:watch group:g version:v1 resource:foos
					GET | /apis/g/v1/namespaces/n/foos/x | namespace:n verb:get group:g version:v1 resource:foos name:x
					HEAD | /apis/g/v1/namespaces/n/foos/x | namespace:n verb:get group:g version:v1 resource:foos name:x
					POST | /apis/g/v1/namespaces/n/foos | namespace:n verb:create group:g version:v1 resource:foos
					PUT | /apis/g/v1/namespaces/n/foos/x | namespace:n verb:update group:g version:v1 resource:foos name:x
					PATCH | /apis/g/v1/namespaces/n/foos/x | namespace:n verb:patch group:g version:v1 resource:foos name:x
					DELETE | /apis/g/v1/namespaces/n/foos/x | namespace:n verb:delete group:g version:v1 resource:foos name:x
					DELETE | /apis/g/v1/namespaces/n/foos | namespace:n verb:deletecollection group:g version:v1 resource:foos
					GET | /apis/g/v1/foos/x?watch=true | verb:get group:g version:v1 resource:foos name:x
					GET | /apis/g/v1/foos/x/status | verb:get group:g version:v1 resource:foos subresource:status name:x
					PUT | /apis/g/v1/foos/x/scale/extra | verb:update group:g version:v1 resource:foos subresource:scale name:x
					OPTIONS | /apis/g/v1/foos/x | group:g version:v1 resource:foos name:x
					GET | /apis/g/v1/namespaces | verb:list group:g version:v1 resource:namespaces
					GET | /apis/g/v1/namespaces/n | namespace:n verb:get group:g version:v1 resource:namespaces name:n
					PUT | /apis/g/v1/namespaces/n/finalize | namespace:n verb:update group:g version:v1 resource:namespaces subresource:finalize name:n
					GET | /apis/g/v1/namespaces//foos | verb:list group:g version:v1 resource:foos
					GET | /apis/g/v1//foos | verb:get group:g version:v1 name:foos
					GET | /apis//v1/foos | verb:list version:v1 resource:foos
					GET | /apis/g/v1/namespaces/a%2Fb/foos | namespace:a verb:get group:g version:v1 resource:b name:foos
					GET | /apis/g/v1/namespaces/a/%2e%2e/foos | namespace:a verb:get group:g version:v1 resource:.. name:foos
					GET | /apis/g/v1/foos/ | verb:list group:g version:v1 resource:foos
					GET | /api/v1/pods | verb:list version:v1 resource:pods
					""")
	void sendsAttributesOfResource(String method, String uri, String attributes) {
		review(method, uri);
		assertThat(this.host.accessReviews().get(0).path("nonResourceAttributes").isMissingNode()).isTrue();
		assertThat(this.host.accessReviews().get(0).path("resourceAttributes")).isEqualTo(object(attributes));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET | /apis/g/v1 | verb:get path:/apis/g/v1
			GET | /apis/g/v1/ | verb:get path:/apis/g/v1/
			GET | /apis/g | verb:get path:/apis/g
			GET | /apis | verb:get path:/apis
			GET | /api | verb:get path:/api
			POST | /openapi/v2 | verb:post path:/openapi/v2
			GET | /healthz/ping | verb:get path:/healthz/ping
			GET | //healthz | verb:get path://healthz
			""")
	void sendsPathOfOtherRequests(String method, String uri, String attributes) {
		review(method, uri);
		assertThat(this.host.accessReviews().get(0).path("resourceAttributes").isMissingNode()).isTrue();
		assertThat(this.host.accessReviews().get(0).path("nonResourceAttributes")).isEqualTo(object(attributes));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					DELETE | fieldSelector=metadata.name=x | {"fieldSelector":{"requirements":[{"key":"metadata.name","operator":"In","values":["x"]}]}}
					GET | fieldSelector=metadata.name=x | {"name":"x","fieldSelector":{"requirements":[{"key":"metadata.name","operator":"In","values":["x"]}]}}
					GET | fieldSelector=b!=2,a==1 | {"fieldSelector":{"requirements":[{"key":"a","operator":"In","values":["1"]},{"key":"b","operator":"NotIn","values":["2"]}]}}
					GET | labelSelector=a%3Db,c+in+(e,d) | {"labelSelector":{"requirements":[{"key":"a","operator":"In","values":["b"]},{"key":"c","operator":"In","values":["d","e"]}]}}
					GET | labelSelector=a!=b,c+notin+(d),e,!f | {"labelSelector":{"requirements":[{"key":"a","operator":"NotIn","values":["b"]},{"key":"c","operator":"NotIn","values":["d"]},{"key":"e","operator":"Exists"},{"key":"f","operator":"DoesNotExist"}]}}
					GET | labelSelector=a>1 | {}
					GET | fieldSelector=*bar | {}
					GET | labelSelector=a+in+x | {}
					""")
	void sendsSelectors(String method, String query, String selectors) {
		review(method, "/apis/g/v1/foos?" + query);
		ObjectNode expected = (ObjectNode) this.mapper.readTree(selectors);
		expected.setAll(object(
				"verb:" + (method.equals("GET") ? "list" : "deletecollection") + " group:g version:v1 resource:foos"));
		assertThat(this.host.accessReviews().get(0).path("resourceAttributes")).isEqualTo(expected);
	}

	@Test
	void sendsUserAndCredentials() {
		UserInfo user = new UserInfo("bob", "u1", List.of("a", "b"), Map.of("scope", List.of("x", "y")));
		this.reviewer.review(review(user, "GET", "/metrics")).block(PATIENCE);
		RecordedCall call = this.host.calls("subjectaccessreviews").get(0);
		assertThat(call.method()).isEqualTo("POST");
		assertThat(call.query()).isEqualTo("timeout=10s");
		assertThat(call.headers().get("Authorization")).containsExactly("Bearer our-token");
		assertThat(call.body()).isEqualTo(this.mapper.readTree("""
				{"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": {
				"user": "bob", "uid": "u1", "groups": ["a", "b"], "extra": {"scope": ["x", "y"]},
				"nonResourceAttributes": {"verb": "get", "path": "/metrics"}}}"""));
	}

	@Test
	void readsDecision() {
		answer(true, false, "");
		assertThat(decide()).isEqualTo(Decision.ALLOW);
		answer(false, true, "R");
		assertThat(decide()).isEqualTo(new Decision(Decision.Verdict.DENY, "R"));
		answer(false, false, "R");
		assertThat(decide()).isEqualTo(new Decision(Decision.Verdict.NO_OPINION, "R"));
		answer(true, true, "R");
		StepVerifier.create(ask())
			.expectErrorMessage("webhook subject access review returned both allow and deny response")
			.verify(PATIENCE);
		this.host.onSubjectAccessReview(
				(spec) -> this.host.object().put("allowed", true).put("evaluationError", "half of RBAC is missing"));
		assertThat(decide()).isEqualTo(Decision.ALLOW);
	}

	@Test
	void triesFiveTimesWithGrowingPauses() {
		this.host.fail((call) -> true, 5, 500);
		StepVerifier.create(ask()).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOfSatisfying(HostApiException.class,
					(refused) -> assertThat(refused.code()).isEqualTo(500));
			assertThat(ex).hasMessage("POST /apis/authorization.k8s.io/v1/subjectaccessreviews: 500 fault on command");
		}).verify(PATIENCE);
		assertThat(this.host.accessReviews()).hasSize(5);
		List<Duration> pauses = this.scheduler.pauses();
		assertThat(pauses).hasSize(4);
		double[] least = { 500, 750, 1125, 1687 };
		for (int i = 0; i < 4; i++) {
			assertThat((double) pauses.get(i).toMillis()).isBetween(least[i], least[i] * 1.2 + 1);
		}
	}

	@Test
	void succeedsAfterPassingFailures() {
		answer(true, false, "");
		this.host.fail((call) -> true, 1, 500);
		this.host.fail((call) -> true, 1, 429);
		this.host.fail((call) -> true, 1, 504);
		this.host.fail((call) -> true, 1, 0);
		assertThat(decide()).isEqualTo(Decision.ALLOW);
		assertThat(this.host.accessReviews().size()).isGreaterThanOrEqualTo(4);
	}

	@Test
	void waitsAsLongAsClusterWishes() {
		answer(true, false, "");
		this.host.fail((call) -> true, 1, 503, "Retry-After", "3");
		assertThat(decide()).isEqualTo(Decision.ALLOW);
		assertThat(this.scheduler.pauses()).containsExactly(Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@CsvSource({ "403", "401", "503" })
	void givesUpAtOnceWhenRefused(int code) {
		this.host.fail((call) -> true, 1, code);
		StepVerifier.create(ask())
			.expectErrorMessage(
					"POST /apis/authorization.k8s.io/v1/subjectaccessreviews: " + code + " fault on command")
			.verify(PATIENCE);
		assertThat(this.host.accessReviews()).hasSize(1);
	}

	@Test
	void givesUpAtOnceWhenNobodyListens() {
		this.host.close();
		StepVerifier.create(ask())
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(HostApiException.class)
				.hasMessageContaining("Failed to connect"))
			.verify(PATIENCE);
		assertThat(this.scheduler.pauses()).isEmpty();
	}

	private void answer(boolean allowed, boolean denied, String reason) {
		this.host.onSubjectAccessReview(
				(spec) -> this.host.object().put("allowed", allowed).put("denied", denied).put("reason", reason));
	}

	private Decision decide() {
		Decision decision = ask().block(PATIENCE);
		assertThat(decision).isNotNull();
		return decision;
	}

	private Mono<Decision> ask() {
		return this.reviewer.review(review(ALICE, "GET", "/apis/g/v1/foos"));
	}

	private void review(String method, String uri) {
		this.reviewer.review(review(ALICE, method, uri)).block(PATIENCE);
	}

	private static AccessReview review(UserInfo user, String method, String uri) {
		String[] parts = uri.split("\\?", 2);
		return AccessReview.of(user,
				RequestInfoParser.parse(method, parts[0], QueryParameters.parse((parts.length > 1) ? parts[1] : "")));
	}

	private ObjectNode object(String attributes) {
		ObjectNode object = this.mapper.createObjectNode();
		for (String attribute : attributes.split(" ")) {
			String[] parts = attribute.split(":", 2);
			object.put(parts[0], parts[1]);
		}
		return object;
	}

}
