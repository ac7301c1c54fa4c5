package io.kubespring.apiserver.server;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.endpoint.RequestLimits;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Bounds the requests under way, reads and others apart, after
 * {@code WithMaxInFlightLimit} of {@code k8s.io/apiserver}. {@code system:masters} always
 * get an answer. So does health: a server that is busy must not be restarted for it,
 * which is what priority and fairness exempt probes for.
 */
final class MaxInFlightStep implements RequestStep {

	private static final Set<String> READING = Set.of("get", "list", "watch");

	private static final String MASTERS = "system:masters";

	private final int maxReading;

	private final int maxMutating;

	private final AtomicInteger reading = new AtomicInteger();

	private final AtomicInteger mutating = new AtomicInteger();

	MaxInFlightStep(RequestLimits limits) {
		this.maxReading = limits.maxInFlight();
		this.maxMutating = limits.maxMutatingInFlight();
	}

	@Override
	public @Nullable Mono<Void> apply(ApiExchange exchange) {
		boolean read = READING.contains(exchange.info().verb());
		int limit = read ? this.maxReading : this.maxMutating;
		boolean longRunning = exchange.timeoutNanos() == 0;
		if (limit <= 0 || longRunning || HealthHandler.claims(exchange.info().path())) {
			return null;
		}
		AtomicInteger seats = read ? this.reading : this.mutating;
		if (seats.incrementAndGet() <= limit) {
			exchange.occupy(seats);
			return null;
		}
		seats.decrementAndGet();
		if (exchange.user().groups().contains(MASTERS)) {
			return null;
		}
		throw PlainTextFailure.tooManyRequests();
	}

}
