package io.kubespring.apiserver.server;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes checks of what takes time to ask: asked when somebody wants to know, once for all
 * who do at the same time, and not again for a while, so that a storm of probes does not
 * reach what is checked.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class RefreshedCheck {

	/**
	 * The time in which an answer must come, as the reference gives its store.
	 */
	static final Duration BUDGET = Duration.ofSeconds(2);

	/**
	 * Half the budget, as in the reference.
	 */
	static final Duration KEPT = BUDGET.dividedBy(2);

	private RefreshedCheck() {
	}

	/**
	 * Make a check.
	 * @param name the name
	 * @param scope where it counts
	 * @param probe what is wrong, empty if nothing is; subscribed to again and again,
	 * must not block the subscribing thread; a failure of its own is wrong as well
	 * @param timer tells the time
	 * @return the check
	 */
	public static HealthCheck of(String name, HealthCheck.Scope scope, Mono<String> probe, Scheduler timer) {
		AtomicReference<@Nullable String> problem = new AtomicReference<>();
		Mono<Void> refresh = probe.defaultIfEmpty("")
			.timeout(BUDGET, timer)
			.onErrorResume((ex) -> Mono.just(text(ex)))
			.doOnNext((text) -> problem.set(text.isEmpty() ? null : text))
			.cache(KEPT, timer)
			.then();
		return new HealthCheck(name, scope, problem::get, () -> refresh);
	}

	private static String text(Throwable ex) {
		return (ex instanceof TimeoutException) ? "no answer within " + BUDGET.toSeconds() + " seconds" : ex.toString();
	}

}
