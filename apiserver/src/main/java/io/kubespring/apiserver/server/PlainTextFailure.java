package io.kubespring.apiserver.server;

import java.nio.charset.StandardCharsets;

import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.endpoint.ResponseWriter;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * A failure that the reference tells in plain text.
 */
final class PlainTextFailure extends RuntimeException {

	static final String MEDIA_TYPE = "text/plain; charset=utf-8";

	private final int status;

	private final int retryAfterSeconds;

	private final boolean closing;

	private final boolean nosniff;

	private PlainTextFailure(int status, String body, int retryAfterSeconds, boolean closing, boolean nosniff) {
		super(body, null, false, false);
		this.status = status;
		this.retryAfterSeconds = retryAfterSeconds;
		this.closing = closing;
		this.nosniff = nosniff;
	}

	/**
	 * Something failed before it was known what is asked.
	 */
	static PlainTextFailure internal(String message) {
		return new PlainTextFailure(500, message + "\n", 0, false, true);
	}

	/**
	 * The time is over, after {@code WithTimeoutForNonLongRunningRequests} of
	 * {@code k8s.io/apiserver}, which encodes a status without kind and lets the media
	 * type be guessed.
	 */
	static PlainTextFailure timeout() {
		return new PlainTextFailure(504,
				"{\"metadata\":{},\"status\":\"Failure\",\"message\":\"Timeout: request did not complete within the"
						+ " allotted timeout\",\"reason\":\"Timeout\",\"details\":{},\"code\":504}\n",
				0, false, false);
	}

	/**
	 * Too many are under way.
	 */
	static PlainTextFailure tooManyRequests() {
		return new PlainTextFailure(429, "Too many requests, please try again later.\n", 1, false, true);
	}

	/**
	 * The end has begun and connections shall move, after {@code WithRetryAfter} of
	 * {@code k8s.io/apiserver}.
	 */
	static PlainTextFailure shuttingDown() {
		return new PlainTextFailure(429, "The apiserver is shutting down, please try again later.\n", 5, true, true);
	}

	/**
	 * Answer a request whose response was claimed by {@link ApiExchange#expire()}.
	 */
	Mono<Void> writeExpired(ApiExchange exchange) {
		return ResponseWriter.writeExpired(exchange, this.status, MEDIA_TYPE, bytes());
	}

	Mono<Void> write(ApiExchange exchange) {
		HttpHeaders headers = exchange.response().getHeaders();
		if (this.retryAfterSeconds > 0) {
			headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(this.retryAfterSeconds));
		}
		if (this.nosniff) {
			headers.set("X-Content-Type-Options", "nosniff");
		}
		if (this.closing) {
			Connections.close(exchange);
		}
		return ResponseWriter.write(exchange, this.status, MEDIA_TYPE, bytes());
	}

	private byte[] bytes() {
		return String.valueOf(getMessage()).getBytes(StandardCharsets.UTF_8);
	}

}
