package io.kubespring.apiserver.endpoint;

import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchOvertakenException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;

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
		boolean compressed = watchList && Gzip.isAccepted(exchange);
		DataBufferFactory buffers = exchange.response().bufferFactory();
		Flux<byte[]> pieces = compressed ? compressed(batches, encoder) : batches.map(encoder::encode);
		Flux<DataBuffer> frames = pieces.map((piece) -> (DataBuffer) buffers.wrap(piece))
			.onErrorResume(WatchOvertakenException.class, (ex) -> giveUp(exchange));
		return ResponseWriter.stream(exchange, Representation.Format.JSON.mediaType(), PacedBody.of(frames, true),
				compressed);
	}

	private static Flux<byte[]> compressed(Flux<WatchBatch> batches, WatchEncoder encoder) {
		return Flux.defer(() -> {
			FlushedGzip stream = new FlushedGzip();
			return batches.map((batch) -> encoder.compress(batch, stream)).concatWith(Mono.fromSupplier(stream::end));
		});
	}

	/**
	 * The client did not read for so long that the end would not reach it either.
	 */
	private static Mono<DataBuffer> giveUp(ApiExchange exchange) {
		NativeStreams.close(exchange.request());
		return Mono.empty();
	}

}
