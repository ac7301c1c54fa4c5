package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Waits for what nobody tells, such as that the server is ready: it is asked again and
 * again.
 */
final class Until {

	private static final Duration POLL = Duration.ofMillis(100);

	private Until() {
	}

	/**
	 * Wait.
	 * @param condition what is waited for
	 * @param scheduler keeps the pauses
	 * @return completes when it holds, without a value
	 */
	static Mono<Void> isTrue(BooleanSupplier condition, Scheduler scheduler) {
		return Flux.interval(POLL, scheduler).filter((tick) -> condition.getAsBoolean()).next().then();
	}

}
