package io.kubespring.apiserver.cluster;

import java.time.Duration;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * When reviews are asked for again: five attempts in all, only after failures that pass,
 * and never sooner than the cluster wishes.
 *
 * @author The kubespring authors
 */
final class ReviewRetry extends Retry {

	private static final int MAX_ATTEMPTS = 5;

	private final Scheduler scheduler;

	ReviewRetry(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	@Override
	public Publisher<?> generateCompanion(Flux<RetrySignal> signals) {
		return signals.map(RetrySignal::copy).concatMap(this::decide);
	}

	private Mono<Long> decide(Retry.RetrySignal signal) {
		Throwable failure = signal.failure();
		if (signal.totalRetries() + 1 >= MAX_ATTEMPTS || !(failure instanceof HostApiException refused)
				|| !refused.isTransient()) {
			return Mono.error(failure);
		}
		Duration pause = Backoff.REVIEW.pause((int) signal.totalRetries());
		Duration wished = refused.retryAfter();
		return Mono.delay((wished != null && wished.compareTo(pause) > 0) ? wished : pause, this.scheduler);
	}

}
