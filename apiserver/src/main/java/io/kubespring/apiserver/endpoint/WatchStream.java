package io.kubespring.apiserver.endpoint;

import java.util.function.Function;

import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchOvertakenException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;

/**
 * Sends the events of a watch as the body of a response that ends with the watch.
 */
final class WatchStream {

	private WatchStream() {
	}

	/**
	 * Send events.
	 * @param watchList whether the watch stands in for a list and may be compressed like
	 * one
	 */
	static Mono<Void> serve(ApiExchange exchange, Flux<WatchBatch> batches, WatchEncoder encoder, boolean watchList) {
		Function<WatchBatch, byte[]> encode = encoder::encode;
		if (watchList && Gzip.isAccepted(exchange)) {
			HttpHeaders headers = exchange.response().getHeaders();
			headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
			headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
			encode = encoder::compress;
		}
		Function<WatchBatch, byte[]> form = encode;
		DataBufferFactory buffers = exchange.response().bufferFactory();
		Flux<DataBuffer> frames = batches.map((batch) -> (DataBuffer) buffers.wrap(form.apply(batch)))
			.onErrorResume(WatchOvertakenException.class, (ex) -> giveUp(exchange));
		return ResponseWriter.stream(exchange, Representation.Format.JSON.mediaType(), PacedBody.of(frames, true),
				false);
	}

	/**
	 * The client did not read for so long that the end would not reach it either.
	 */
	private static Mono<DataBuffer> giveUp(ApiExchange exchange) {
		NativeStreams.close(exchange.request());
		return Mono.empty();
	}

}
