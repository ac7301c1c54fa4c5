package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Waits for the server to be ready, which nobody tells: its checks are asked.
 */
final class UntilServing {

	private static final Duration POLL = Duration.ofMillis(100);

	private UntilServing() {
	}

	/**
	 * Wait.
	 * @param serving whether the server is ready
	 * @param scheduler keeps the pauses
	 * @return completes when it is, without a value
	 */
	static Mono<Void> of(BooleanSupplier serving, Scheduler scheduler) {
		return Flux.interval(POLL, scheduler).filter((tick) -> serving.getAsBoolean()).next().then();
	}

}
