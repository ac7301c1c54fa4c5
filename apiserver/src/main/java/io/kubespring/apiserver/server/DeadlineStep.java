package io.kubespring.apiserver.server;

import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.request.GoDuration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds out how long a request may take, after {@code WithRequestDeadline} of
 * {@code k8s.io/apiserver}: the server's time or the client's, if that is shorter. A
 * client's time of nothing or less says nothing.
 */
final class DeadlineStep implements RequestStep {

	/**
	 * Less than a tick of the timer has passed before it can be waited for.
	 */
	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

	private final ApiServer server;

	private final long longest;

	DeadlineStep(ApiServer server) {
		this.server = server;
		this.longest = server.limits().timeout().toNanos();
	}

	@Override
	public @Nullable Mono<Void> apply(ApiExchange exchange) {
		if (this.server.isLongRunning(exchange.info())) {
			return null;
		}
		String text = exchange.query().first("timeout");
		long wanted = text.isEmpty() ? 0 : parse(text);
		if (wanted > 0 && wanted < TICK) {
			throw PlainTextFailure.timeout();
		}
		exchange.timeoutNanos((wanted > 0 && wanted < this.longest) ? wanted : this.longest);
		return null;
	}

	private static long parse(String text) {
		try {
			return GoDuration.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw ApiStatusException.badRequest("invalid timeout specified in the request URL - " + ex.getMessage());
		}
	}

}
