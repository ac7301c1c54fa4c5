package io.kubespring.apiserver.endpoint;

import io.kubespring.apiserver.codec.StatusCodec;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.Representation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Writes whole answers: documents, and errors as the {@link Status} they know.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ResponseWriter {

	private static final Log logger = LogFactory.getLog(ResponseWriter.class);

	private ResponseWriter() {
	}

	/**
	 * Write a body.
	 * @param exchange the request to answer
	 * @param status the HTTP status code
	 * @param contentType the media type
	 * @param body the body, not modified afterwards
	 * @return completes when the body was handed over
	 */
	public static Mono<Void> write(ApiExchange exchange, int status, String contentType, byte[] body) {
		ServerHttpResponse response = exchange.response();
		begin(exchange, status, contentType);
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
	}

	static void begin(ApiExchange exchange, int status, String contentType) {
		ServerHttpResponse response = exchange.response();
		response.setStatusCode(HttpStatusCode.valueOf(status));
		HttpHeaders headers = response.getHeaders();
		headers.set(HttpHeaders.CONTENT_TYPE, contentType);
		for (String warning : exchange.warnings()) {
			headers.add("Warning", WarningHeader.of(warning));
		}
	}

	/**
	 * Write JSON in the client's form.
	 * @param exchange the request to answer
	 * @param status the HTTP status code
	 * @param representation the client's form
	 * @param json compact JSON without newline at the end
	 * @return completes when the body was handed over
	 */
	public static Mono<Void> writeJson(ApiExchange exchange, int status, Representation representation, byte[] json) {
		return write(exchange, status, representation.format().mediaType(), representation.encode(json));
	}

	/**
	 * Write a failure.
	 * @param exchange the request to answer
	 * @param failure the failure; what is no {@link ApiStatusException} is logged and
	 * told without details
	 * @return completes when the body was handed over
	 */
	public static Mono<Void> writeError(ApiExchange exchange, Throwable failure) {
		if (exchange.response().isCommitted()) {
			return Mono.error(failure);
		}
		if (failure instanceof ApiStatusException known) {
			return writeStatus(exchange, known.status());
		}
		logger.error("Failed to serve " + exchange.method() + " " + exchange.request().getURI().getRawPath(), failure);
		return writeStatus(exchange, ApiStatusException.internalError("the server failed; see its log").status());
	}

	/**
	 * Write a status.
	 * @param exchange the request to answer
	 * @param status the status
	 * @return completes when the body was handed over
	 */
	public static Mono<Void> writeStatus(ApiExchange exchange, Status status) {
		int code = status.success() ? 200 : status.code();
		if (status.details() != null && status.details().retryAfterSeconds() > 0) {
			exchange.response()
				.getHeaders()
				.set(HttpHeaders.RETRY_AFTER, Integer.toString(status.details().retryAfterSeconds()));
		}
		byte[] json = StatusCodec.write(status);
		@Nullable Representation representation = acceptable(exchange);
		return (representation != null) ? writeJson(exchange, code, representation, json)
				: write(exchange, code, Representation.Format.JSON.mediaType(), TreeCodec.SHARED.pretty(json));
	}

	/**
	 * The form of an error, {@code null} if the client accepts none: errors are sent all
	 * the same.
	 */
	private static @Nullable Representation acceptable(ApiExchange exchange) {
		try {
			return exchange.representation(Negotiator.DOCUMENTS);
		}
		catch (ApiStatusException ex) {
			return null;
		}
	}

}
