package io.kubespring.apiserver.autoconfigure.metrics;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.request.RequestInfo;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Counts and times authorization. A decision that is at hand stays so. After
 * {@code k8s.io/apiserver/pkg/endpoints/filters/metrics.go}.
 */
final class MeteredAuthorizer implements Authorizer {

	private final Authorizer authorizer;

	private final Outcomes outcomes;

	MeteredAuthorizer(Authorizer authorizer, MeterRegistry registry) {
		this.authorizer = authorizer;
		this.outcomes = new Outcomes(registry, "authorization.attempts", "authorization.duration", "result",
				Outcomes.ATTEMPT_SECONDS);
	}

	@Override
	public Mono<Decision> authorize(UserInfo user, RequestInfo request) {
		long begun = System.nanoTime();
		Mono<Decision> answer = this.authorizer.authorize(user, request);
		if (answer instanceof Fuseable.ScalarCallable<?> known) {
			record(result(known), begun);
			return answer;
		}
		return answer.doOnSuccess((decision) -> record(result(decision), begun))
			.doOnError((ex) -> record("error", begun));
	}

	private static String result(Fuseable.ScalarCallable<?> known) {
		try {
			return result((Decision) known.call());
		}
		catch (Exception ex) {
			return "error";
		}
	}

	private static String result(@Nullable Decision decision) {
		if (decision == null) {
			return "no-opinion";
		}
		return switch (decision.verdict()) {
			case ALLOW -> "allowed";
			case DENY -> "denied";
			case NO_OPINION -> "no-opinion";
		};
	}

	private void record(String result, long begun) {
		this.outcomes.record(result, System.nanoTime() - begun);
	}

}
