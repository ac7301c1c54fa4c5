package io.kubespring.apiserver.authorization;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.MutableClock;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.api.Test;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class SubjectAccessReviewAuthorizerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final UserInfo ALICE = user("alice", List.of("dev"), Map.of());

	private final MutableClock clock = new MutableClock();

	private final List<AccessReview> reviews = new ArrayList<>();

	private Mono<Decision> answer = Mono.just(Decision.ALLOW);

	private final SubjectAccessReviewAuthorizer authorizer = new SubjectAccessReviewAuthorizer((review) -> {
		this.reviews.add(review);
		return this.answer;
	}, Duration.ofSeconds(10), Duration.ofSeconds(5), this.clock);

	@Test
	void asksWhetherUserMayDoWhatRequestAsks() {
		assertThat(decide(ALICE, "/apis/g/v1/namespaces/n/foos?labelSelector=a%3Db")).isEqualTo(Decision.ALLOW);
		assertThat(this.reviews)
			.containsExactly(new AccessReview(ALICE, true, "list", "n", "g", "v1", "foos", "", "", "", "a=b", ""));
	}

	@Test
	void asksAboutPathOfOtherRequests() {
		decide(ALICE, "/metrics");
		assertThat(this.reviews)
			.containsExactly(new AccessReview(ALICE, false, "get", "", "", "", "", "", "", "", "", "/metrics"));
	}

	@Test
	void remembersPermissionUntilItsTimeIsOver() {
		decide(ALICE, "/apis/g/v1/foos");
		this.answer = Mono.just(new Decision(Decision.Verdict.DENY, "revoked"));
		this.clock.advance(Duration.ofMillis(9_999));
		assertThat(decide(ALICE, "/apis/g/v1/foos")).isEqualTo(Decision.ALLOW);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(decide(ALICE, "/apis/g/v1/foos").reason()).isEqualTo("revoked");
	}

	@Test
	void remembersRefusalUntilItsTimeIsOver() {
		this.answer = Mono.just(Decision.NO_OPINION);
		decide(ALICE, "/apis/g/v1/foos");
		this.answer = Mono.just(Decision.ALLOW);
		this.clock.advance(Duration.ofMillis(4_999));
		assertThat(decide(ALICE, "/apis/g/v1/foos")).isEqualTo(Decision.NO_OPINION);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(decide(ALICE, "/apis/g/v1/foos")).isEqualTo(Decision.ALLOW);
	}

	@Test
	void hasRememberedDecisionAtHand() {
		decide(ALICE, "/apis/g/v1/foos");
		assertThat(this.authorizer.authorize(user("alice", List.of("dev"), Map.of()), request("/apis/g/v1/foos")))
			.isInstanceOf(Fuseable.ScalarCallable.class);
		assertThat(this.reviews).hasSize(1);
	}

	@Test
	void asksAnewForOtherUserGroupExtraOrRequest() {
		decide(ALICE, "/apis/g/v1/foos");
		decide(user("bob", List.of("dev"), Map.of()), "/apis/g/v1/foos");
		decide(user("alice", List.of("dev", "ops"), Map.of()), "/apis/g/v1/foos");
		decide(user("alice", List.of("dev"), Map.of("scope", List.of("a"))), "/apis/g/v1/foos");
		decide(user("alice", List.of("dev"), Map.of("scope", List.of("b"))), "/apis/g/v1/foos");
		decide(new UserInfo("alice", "1", List.of("dev"), Map.of()), "/apis/g/v1/foos");
		decide(ALICE, "/apis/g/v1/foos?labelSelector=a");
		decide(ALICE, "/apis/g/v1/foos?fieldSelector=metadata.name%3Dx");
		decide(ALICE, "/apis/g/v1/foos?watch=1");
		assertThat(this.reviews).hasSize(9);
	}

	@Test
	void doesNotRememberLongAttributes() {
		decide(ALICE, "/apis/g/v1/foos/" + "x".repeat(6_000));
		decide(ALICE, "/apis/g/v1/foos/" + "x".repeat(6_000));
		assertThat(this.reviews).hasSize(2);
		decide(ALICE, "/apis/g/v1/foos/" + "x".repeat(4_000));
		decide(ALICE, "/apis/g/v1/foos/" + "x".repeat(4_000));
		decide(ALICE, "/apis/g/v1/foos?labelSelector=" + "x".repeat(20_000));
		decide(ALICE, "/apis/g/v1/foos?labelSelector=" + "x".repeat(20_000));
		assertThat(this.reviews).hasSize(4);
	}

	@Test
	void forgetsWhatWasNotUsedForLongest() {
		for (int i = 0; i < 8193; i++) {
			decide(ALICE, "/apis/g/v1/foos/x" + i);
		}
		decide(ALICE, "/apis/g/v1/foos/x1");
		assertThat(this.reviews).hasSize(8193);
		decide(ALICE, "/apis/g/v1/foos/x0");
		assertThat(this.reviews).hasSize(8194);
	}

	@Test
	void doesNotRememberFailures() {
		this.answer = Mono.error(new IllegalStateException("down"));
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(this.authorizer.authorize(ALICE, request("/apis/g/v1/foos")))
				.expectErrorMessage("down")
				.verify(PATIENCE);
		}
		assertThat(this.reviews).hasSize(2);
	}

	@Test
	void signsReasonOfNoOpinionOnly() {
		this.answer = Mono.just(new Decision(Decision.Verdict.NO_OPINION, "R"));
		assertThat(decide(ALICE, "/a").reason()).isEqualTo("kubernetes.io/webhook: R");
		this.answer = Mono.just(new Decision(Decision.Verdict.DENY, "R"));
		assertThat(decide(ALICE, "/b").reason()).isEqualTo("R");
	}

	@Test
	void asksOnceForEqualRequestsInFlight() {
		Sinks.One<Decision> late = Sinks.one();
		this.answer = late.asMono();
		List<Decision> decisions = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			this.authorizer.authorize(ALICE, request("/apis/g/v1/foos")).subscribe(decisions::add);
		}
		late.tryEmitValue(Decision.ALLOW);
		assertThat(this.reviews).hasSize(1);
		assertThat(decisions).hasSize(50).containsOnly(Decision.ALLOW);
	}

	private Decision decide(UserInfo user, String uri) {
		Decision decision = this.authorizer.authorize(user, request(uri)).block(PATIENCE);
		assertThat(decision).isNotNull();
		return decision;
	}

	private static RequestInfo request(String uri) {
		String[] parts = uri.split("\\?", 2);
		return RequestInfoParser.parse("GET", parts[0], QueryParameters.parse((parts.length > 1) ? parts[1] : ""));
	}

	private static UserInfo user(String name, List<String> groups, Map<String, List<String>> extra) {
		return new UserInfo(name, "", groups, extra);
	}

}
