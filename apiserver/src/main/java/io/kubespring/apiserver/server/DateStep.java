package io.kubespring.apiserver.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.kubespring.apiserver.endpoint.ApiExchange;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * Says in every answer when it was made, as RFC 9110 asks of a server with a clock. The
 * text is made once a second.
 */
final class DateStep implements RequestStep {

	private final Clock clock;

	private volatile Second latest = Second.of(0);

	DateStep(Clock clock) {
		this.clock = clock;
	}

	@Override
	public @Nullable Mono<Void> apply(ApiExchange exchange) {
		long now = Math.floorDiv(this.clock.millis(), 1000);
		Second second = this.latest;
		if (second.epochSecond() != now) {
			second = Second.of(now);
			this.latest = second;
		}
		exchange.response().getHeaders().set(HttpHeaders.DATE, second.text());
		return null;
	}

	/**
	 * A second and its text.
	 */
	private record Second(long epochSecond, String text) {

		private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'",
				Locale.US);

		static Second of(long epochSecond) {
			return new Second(epochSecond, FORMAT.format(Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC)));
		}

	}

}
