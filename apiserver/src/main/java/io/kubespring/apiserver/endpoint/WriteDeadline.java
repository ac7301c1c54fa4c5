package io.kubespring.apiserver.endpoint;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.WorkerCall;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The time of one write, which begins with its handler, after {@code FinishRequest} of
 * {@code k8s.io/apiserver/pkg/endpoints/handlers/finisher}.
 */
final class WriteDeadline {

	private final Scheduler timer;

	private final long millis;

	WriteDeadline(RequestLimits limits) {
		this.timer = limits.timer();
		this.millis = this.timer.now(TimeUnit.MILLISECONDS) + limits.writeTimeout().toMillis();
	}

	/**
	 * Work until the time is over. What was not begun by then is not begun; what was goes
	 * on, as in the reference, and nobody hears of it.
	 */
	<T> Mono<T> onWorker(Scheduler workers, Supplier<T> work) {
		return within(WorkerCall.writing(workers, work::get));
	}

	/**
	 * Wait for work until the time is over.
	 */
	<T> Mono<T> within(Mono<T> work) {
		long remaining = Math.max(0, this.millis - this.timer.now(TimeUnit.MILLISECONDS));
		return work.timeout(Duration.ofMillis(remaining), Mono.error(WriteDeadline::passed), this.timer);
	}

	private static ApiStatusException passed() {
		return ApiStatusException
			.timeout("request did not complete within requested timeout - context deadline exceeded", 0);
	}

}
