package io.kubespring.apiserver.authorization;

import java.time.Duration;
import java.util.List;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.api.Test;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class UnionAuthorizerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final RequestInfo REQUEST = RequestInfoParser.parse("GET", "/apis/g/v1/foos",
			QueryParameters.parse(""));

	private static final Decision DENIED = new Decision(Decision.Verdict.DENY, "no");

	private static final Authorizer ALLOW = (user, request) -> Mono.just(Decision.ALLOW);

	private static final Authorizer DENY = (user, request) -> Mono.just(DENIED);

	private static final Authorizer FAIL = (user, request) -> Mono.error(new IllegalStateException("down"));

	private static final Authorizer THROW = (user, request) -> {
		throw new IllegalStateException("broken");
	};

	@Test
	void takesFirstVerdict() {
		assertDecision(Decision.ALLOW, undecided("a"), ALLOW, DENY);
		assertDecision(DENIED, undecided("a"), DENY, ALLOW);
		assertDecision(DENIED, late(undecided("")), late(DENY), ALLOW);
	}

	@Test
	void joinsReasonsWhenNobodyDecides() {
		assertDecision(new Decision(Decision.Verdict.NO_OPINION, "a\nb\nc"), undecided("a"), undecided(""),
				late(undecided("b")), undecided("c"));
		assertDecision(Decision.NO_OPINION, undecided(""));
		assertDecision(Decision.NO_OPINION);
	}

	@Test
	void allowsInSpiteOfFailure() {
		assertDecision(Decision.ALLOW, FAIL, THROW, ALLOW);
		assertDecision(Decision.ALLOW, late(FAIL), late(ALLOW));
	}

	@Test
	void failsWhenNobodyDecidesAndOneFails() {
		StepVerifier.create(union(FAIL, undecided("a"))).expectErrorMessage("down").verify(PATIENCE);
		StepVerifier.create(union(late(FAIL), late(undecided("a")))).expectErrorMessage("down").verify(PATIENCE);
		StepVerifier.create(union(FAIL, THROW))
			.expectErrorMessage("[java.lang.IllegalStateException: down, java.lang.IllegalStateException: broken]")
			.verify(PATIENCE);
	}

	@Test
	void answersAtOnceWhenThoseAskedDo() {
		assertThat(union(undecided(""), ALLOW, late(DENY))).isInstanceOf(Fuseable.ScalarCallable.class);
	}

	private static Authorizer undecided(String reason) {
		return (user, request) -> Mono.just(new Decision(Decision.Verdict.NO_OPINION, reason));
	}

	private static Authorizer late(Authorizer authorizer) {
		return (user, request) -> Mono.defer(() -> authorizer.authorize(user, request))
			.subscribeOn(Schedulers.parallel());
	}

	private static Mono<Decision> union(Authorizer... authorizers) {
		return new UnionAuthorizer(List.of(authorizers)).authorize(UserInfo.ANONYMOUS, REQUEST);
	}

	private static void assertDecision(Decision expected, Authorizer... authorizers) {
		StepVerifier.create(union(authorizers)).expectNext(expected).expectComplete().verify(PATIENCE);
	}

}
