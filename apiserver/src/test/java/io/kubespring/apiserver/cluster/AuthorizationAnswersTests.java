package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.cluster.AuthorizedServer.Answer;
import io.kubespring.apiserver.cluster.AuthorizedServer.Pending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients are told of what the cluster decides, fails to decide, or decides late.
 * Numbers are those of the cases in the reference on trust.
 */
class AuthorizationAnswersTests {

	private static final String FOOS = "/apis/g.io/v1/foos";

	private static final String FORBIDDEN = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
			+ "\"status\":\"Failure\",\"message\":\"foos.g.io is forbidden: User \\\"u\\\" cannot list resource"
			+ " \\\"foos\\\" in API group \\\"g.io\\\" at the cluster scopeREASON\",\"reason\":\"Forbidden\","
			+ "\"details\":{\"group\":\"g.io\",\"kind\":\"foos\"},\"code\":403}\n";

	private static final String REVIEWS = "POST /apis/authorization.k8s.io/v1/subjectaccessreviews";

	private final ImmediateScheduler immediately = new ImmediateScheduler();

	private AuthorizedServer server;

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.server.close();
	}

	private AuthorizedServer start(Scheduler attempts) {
		this.server = new AuthorizedServer(this.directory, attempts);
		return this.server;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-",
			textBlock = """
					1 no reason   | {"allowed": false}                                       | -
					100 reason    | {"allowed": false, "reason": "R"}                        | : kubernetes.io/webhook: R
					101 denied    | {"denied": true, "reason": "R"}                          | : R
					101 denied    | {"denied": true}                                         | -
					100 raw       | {"allowed": false, "reason": "a<b", "evaluationError": "half of RBAC is missing"} | : kubernetes.io/webhook: a\\u003cb
					""")
	void refusalTellsTheReason(String number, String status, String reason) {
		start(this.immediately).answer(status);
		Answer answer = this.server.ask("GET", FOOS);
		assertThat(answer.body()).as(number).isEqualTo(FORBIDDEN.replace("REASON", (reason != null) ? reason : ""));
		assertThat(answer.status()).isEqualTo("403");
		assertThat(answer.header().apply("Content-Type")).isEqualTo("application/json");
		assertThat(answer.header().apply("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header().apply("Cache-Control")).isEqualTo("no-cache, private");
		assertThat(answer.header().apply("Audit-Id")).isEqualTo("audit-1");
	}

	@Test
	void case102BothAllowedAndDeniedIsAFailure() {
		start(this.immediately).answer("{\"allowed\": true, \"denied\": true, \"reason\": \"R\"}");
		assertFailure(this.server.ask("GET", FOOS),
				"webhook subject access review returned both allow and deny response");
		assertThat(this.server.host.accessReviews()).hasSize(1);
	}

	@Test
	void case103AllowedInSpiteOfEvaluationError() {
		start(this.immediately).answer("{\"allowed\": true, \"evaluationError\": \"half of RBAC is missing\"}");
		assertThat(this.server.ask("GET", FOOS).body()).contains("\"kind\":\"FooList\"", "\"items\":[]");
	}

	@Test
	void case104ClusterThatFailsIsAskedFiveTimesAndTheFailureIsNotRemembered() {
		start(this.immediately).answer("{\"allowed\": true}");
		this.server.host.fail((call) -> true, 5, 500);
		assertFailure(this.server.ask("GET", FOOS), REVIEWS + ": 500 fault on command");
		assertThat(this.server.host.accessReviews()).hasSize(5);
		assertThat(this.immediately.pauses().stream().mapToLong(Duration::toMillis).sum()).isBetween(4_000L, 4_900L);
		assertThat(this.server.ask("GET", FOOS).body()).contains("\"kind\":\"FooList\"");
		assertThat(this.server.host.accessReviews()).hasSize(6);
	}

	@Test
	void case105ClusterThatRefusesIsAskedOnce() {
		start(this.immediately).host.fail((call) -> true, 5, 403);
		assertFailure(this.server.ask("GET", FOOS + "?a=b&c"), REVIEWS + ": 403 fault on command");
		assertThat(this.server.host.accessReviews()).hasSize(1);
	}

	@Test
	void case106ClusterThatIsSlowIsGivenUpAfterTenSeconds() {
		VirtualTimeScheduler attempts = VirtualTimeScheduler.create();
		start(attempts).host.fail((call) -> true, 1, -1);
		Pending pending = this.server.begin("GET", FOOS);
		this.server.host.await((call) -> true, 1);
		attempts.advanceTimeBy(Duration.ofMillis(9_999));
		assertThat(pending.response().isCommitted()).isFalse();
		attempts.advanceTimeBy(Duration.ofMillis(1));
		assertFailure(pending.answer(), REVIEWS + ": no answer within 10 s");
		assertThat(this.server.host.accessReviews()).hasSize(1);
	}

	@Test
	void case107OutageLeavesMastersAndProbes() {
		start(this.immediately).host.fail((call) -> true, 1000, 403);
		assertThat(this.server.ask("GET", "/livez").body()).isEqualTo("ok");
		this.server.user = new UserInfo("root", "", List.of("system:masters"), Map.of());
		assertThat(this.server.ask("GET", FOOS).body()).contains("\"kind\":\"FooList\"");
		assertThat(this.server.host.accessReviews()).isEmpty();
		this.server.user = new UserInfo("u", "", List.of("masters"), Map.of());
		assertFailure(this.server.ask("GET", FOOS), REVIEWS + ": 403 fault on command");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void case108DecisionsHoldForTenSeconds(boolean first) {
		start(this.immediately).answer("{\"allowed\": " + first + "}");
		String before = this.server.ask("GET", FOOS).status();
		this.server.answer("{\"allowed\": " + !first + "}");
		this.server.clock.advance(Duration.ofMillis(9_999));
		assertThat(this.server.ask("GET", FOOS).status()).isEqualTo(before).isEqualTo(first ? "200" : "403");
		this.server.clock.advance(Duration.ofMillis(1));
		assertThat(this.server.ask("GET", FOOS).status()).isEqualTo(first ? "403" : "200");
		assertThat(this.server.host.accessReviews()).hasSize(2);
	}

	@Test
	void case113RefusalLooksNeverLikeHtml() {
		start(this.immediately).answer("{}");
		assertThat(this.server.ask("GET", "/apis/g.io/v1/%3Cscript%3E").body())
			.contains("cannot list resource \\\"\\u0026lt;script\\u0026gt;\\\" in API group");
	}

	@Test
	void case114SelectorThatCannotBeReadIsReviewedWithoutAndRefusedByTheHandler() {
		start(this.immediately).answer("{\"allowed\": true}");
		Answer answer = this.server.ask("GET", FOOS + "?fieldSelector=*bar");
		assertThat(answer.body()).contains("\"reason\":\"BadRequest\"", "invalid selector: '*bar'");
		assertThat(answer.status()).isEqualTo("400");
		assertThat(this.server.host.accessReviews()).singleElement()
			.satisfies((spec) -> assertThat(spec.path("resourceAttributes").toString())
				.isEqualTo("{\"verb\":\"list\",\"group\":\"g.io\",\"version\":\"v1\",\"resource\":\"foos\"}"));
	}

	/**
	 * Anonymous callers may send it, before anybody has decided anything.
	 */
	@Test
	void selectorWithAHostileKeyIsAnswered() {
		start(this.immediately).answer("{}");
		String key = "a.".repeat(100_000) + "a/b";
		assertThat(this.server.ask("GET", FOOS + "?labelSelector=" + key).status()).isEqualTo("403");
		assertThat(this.server.host.accessReviews().get(0).path("resourceAttributes").has("labelSelector")).isFalse();
	}

	@Test
	void case117MethodIsWhatItIs() {
		start(this.immediately).answer("{}");
		this.server.ask("POST", "/apis/g.io/v1/namespaces/n/foos?_method=delete", "X-HTTP-Method-Override", "DELETE",
				"X-HTTP-Method", "DELETE", "X-Method-Override", "DELETE");
		assertThat(this.server.host.accessReviews()).singleElement()
			.satisfies(
					(spec) -> assertThat(spec.path("resourceAttributes").path("verb").asString()).isEqualTo("create"));
	}

	@Test
	void case121DeadlineEndsTheWaitForTheCluster() {
		start(this.immediately).host.fail((call) -> true, 1, -1);
		Pending pending = this.server.begin("GET", FOOS + "?timeout=1s");
		this.server.host.await((call) -> true, 1);
		this.server.deadlines.advanceTimeBy(Duration.ofMillis(999));
		assertThat(pending.response().isCommitted()).isFalse();
		this.server.deadlines.advanceTimeBy(Duration.ofMillis(1));
		Answer answer = pending.answer();
		assertThat(answer.body()).isEqualTo("{\"metadata\":{},\"status\":\"Failure\",\"message\":\"Timeout: request did"
				+ " not complete within the allotted timeout\",\"reason\":\"Timeout\",\"details\":{},\"code\":504}\n");
		assertThat(answer.status()).isEqualTo("504");
	}

	@Test
	void case122TimeoutThatIsNoneIsRefusedBeforeAnybodyIsAsked() {
		Answer answer = start(this.immediately).ask("GET", FOOS + "?timeout=banana");
		assertThat(answer.body()).contains("\"message\":\"invalid timeout specified in the request URL - time: invalid"
				+ " duration \\\"banana\\\"\",\"reason\":\"BadRequest\"");
		assertThat(answer.status()).isEqualTo("400");
		assertThat(this.server.host.accessReviews()).isEmpty();
	}

	@Test
	void case130OutageDuringImpersonationIsARefusal() {
		start(this.immediately).host.fail((call) -> true, 1000, 403);
		Answer answer = this.server.ask("GET", FOOS, "Impersonate-User", "bob");
		assertThat(answer.body()).contains("\"message\":\"foos.g.io is forbidden: User \\\"u\\\" cannot"
				+ " impersonate-on:user-info:list resource \\\"foos\\\" in API group \\\"g.io\\\" at the cluster scope: "
				+ REVIEWS + ": 403 fault on command\",\"reason\":\"Forbidden\"");
		assertThat(answer.status()).isEqualTo("403");
		assertThat(answer.header().apply("X-Content-Type-Options")).isEqualTo("nosniff");
	}

	private static void assertFailure(Answer answer, String message) {
		assertThat(answer.body()).matches("Internal Server Error: \"" + FOOS + "(\\?a=b&amp;c)?\": .*\n")
			.endsWith(": " + message + "\n");
		assertThat(answer.status()).isEqualTo("500");
		assertThat(answer.header().apply("Content-Type")).isEqualTo("text/plain; charset=utf-8");
		assertThat(answer.header().apply("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header().apply("Cache-Control")).isEqualTo("no-cache, private");
	}

}
