package io.kubespring.apiserver.endpoint;

import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.codec.StatusCodec;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.negotiation.Compression;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.Representation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
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

	private static final byte[] NEWLINE = { '\n' };

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
		if (!exchange.answer(true)) {
			return Mono.empty();
		}
		warn(exchange);
		return send(exchange, status, contentType, body);
	}

	/**
	 * Write a body in place of an answer that did not come in time.
	 * @param exchange the request, {@linkplain ApiExchange#expire() expired}
	 * @param status the HTTP status code
	 * @param contentType the media type
	 * @param body the body, not modified afterwards
	 * @return completes when the body was handed over
	 */
	public static Mono<Void> writeExpired(ApiExchange exchange, int status, String contentType, byte[] body) {
		return send(exchange, status, contentType, body);
	}

	/**
	 * Write a body, compressed if it is long enough and the client wants it so.
	 */
	static Mono<Void> writeEncoded(ApiExchange exchange, int status, String contentType, byte[] body) {
		if (!exchange.answer(true)) {
			return Mono.empty();
		}
		warn(exchange);
		return send(exchange, status, contentType, compress(exchange, body, Compression.LONG));
	}

	/**
	 * Write a body that is compressed already.
	 */
	static Mono<Void> writeCompressed(ApiExchange exchange, int status, String contentType, byte[] body) {
		if (!exchange.answer(true)) {
			return Mono.empty();
		}
		warn(exchange);
		Gzip.announce(exchange);
		return send(exchange, status, contentType, body);
	}

	/**
	 * Compress a body if it is the time for it, and say so in the headers.
	 */
	private static byte[] compress(ApiExchange exchange, byte[] body, Compression compression) {
		boolean compressed = switch (compression) {
			case NEVER -> false;
			case LONG -> body.length > Gzip.LONGEST_PLAIN && Gzip.isAccepted(exchange);
			case WEIGHTED -> body.length > 0 && Gzip.isWeighted(exchange);
		};
		if (!compressed) {
			return body;
		}
		if (compression == Compression.LONG) {
			Gzip.announce(exchange);
		}
		else {
			exchange.response().getHeaders().set(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		return Gzip.member(body);
	}

	private static Mono<Void> send(ApiExchange exchange, int status, String contentType, byte[] body) {
		return send(exchange, status, contentType, exchange.response().bufferFactory().wrap(body));
	}

	private static Mono<Void> send(ApiExchange exchange, int status, String contentType, DataBuffer body) {
		ServerHttpResponse response = exchange.response();
		response.setStatusCode(HttpStatusCode.valueOf(status));
		response.getHeaders().set(HttpHeaders.CONTENT_TYPE, contentType);
		response.getHeaders().setContentLength(body.readableByteCount());
		return response.writeWith(Mono.just(body));
	}

	/**
	 * Write a body with headers of its own.
	 * @param exchange the request to answer
	 * @param status the HTTP status code
	 * @param headers the headers
	 * @param body the body, empty for none; not modified afterwards
	 * @param compression when the body is compressed
	 * @return completes when the body was handed over
	 */
	public static Mono<Void> write(ApiExchange exchange, int status, Map<String, String> headers, byte[] body,
			Compression compression) {
		if (!exchange.answer(true)) {
			return Mono.empty();
		}
		ServerHttpResponse response = exchange.response();
		response.setStatusCode(HttpStatusCode.valueOf(status));
		HttpHeaders all = response.getHeaders();
		if (compression == Compression.WEIGHTED) {
			all.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		}
		headers.forEach((name, value) -> {
			if (name.equals(HttpHeaders.VARY)) {
				all.add(name, value);
			}
			else {
				all.set(name, value);
			}
		});
		byte[] sent = compress(exchange, body, compression);
		if (sent.length == 0) {
			return response.setComplete();
		}
		all.setContentLength(sent.length);
		return response.writeWith(Mono.just(response.bufferFactory().wrap(sent)));
	}

	/**
	 * Write a body in pieces.
	 * @param compressed whether they are compressed
	 */
	static Mono<Void> stream(ApiExchange exchange, String contentType, Flux<Publisher<DataBuffer>> pieces,
			boolean compressed) {
		if (!exchange.answer(false)) {
			return Mono.empty();
		}
		if (compressed) {
			Gzip.announce(exchange);
		}
		exchange.response().setStatusCode(HttpStatusCode.valueOf(200));
		exchange.response().getHeaders().set(HttpHeaders.CONTENT_TYPE, contentType);
		warn(exchange);
		return exchange.response().writeAndFlushWith(pieces);
	}

	private static void warn(ApiExchange exchange) {
		for (String warning : exchange.warnings()) {
			exchange.response().getHeaders().add("Warning", WarningHeader.of(warning));
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
		String mediaType = representation.format().mediaType();
		boolean asItIs = json.length >= Pieces.LONG && representation.isCompact()
				&& !(json.length >= Gzip.LONGEST_PLAIN && Gzip.isAccepted(exchange));
		return asItIs ? writeLine(exchange, status, mediaType, json)
				: writeEncoded(exchange, status, mediaType, representation.encode(json));
	}

	/**
	 * Write long JSON and a newline without a copy.
	 */
	private static Mono<Void> writeLine(ApiExchange exchange, int status, String contentType, byte[] json) {
		if (!exchange.answer(true)) {
			return Mono.empty();
		}
		warn(exchange);
		DataBufferFactory buffers = exchange.response().bufferFactory();
		return send(exchange, status, contentType, buffers.join(List.of(buffers.wrap(json), buffers.wrap(NEWLINE))));
	}

	/**
	 * Write a failure.
	 * @param exchange the request to answer
	 * @param failure the failure; what is no {@link ApiStatusException} is logged once
	 * and told without details
	 * @return completes when the body was handed over
	 */
	public static Mono<Void> writeError(ApiExchange exchange, Throwable failure) {
		if (failure instanceof ApiStatusException known) {
			return writeStatus(exchange, known.status());
		}
		log(exchange, failure);
		return writeStatus(exchange, ApiStatusException.internalError("the server failed; see its log").status());
	}

	/**
	 * Log a failure so that it is found by what the client knows of its request.
	 * @param exchange the request
	 * @param failure the failure
	 */
	public static void log(ApiExchange exchange, Throwable failure) {
		logger.error("Failed to serve " + exchange.method() + " " + exchange.request().getURI().getRawPath()
				+ " with audit id " + exchange.response().getHeaders().getFirst("Audit-Id"), failure);
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
