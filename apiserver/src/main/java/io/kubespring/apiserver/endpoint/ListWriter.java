package io.kubespring.apiserver.endpoint;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

import io.kubespring.apiserver.negotiation.Representation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

import org.springframework.core.io.buffer.DataBufferFactory;

/**
 * Writes lists: at once if they fit into one piece, else piece by piece as the client
 * takes them. A list that is long enough is compressed for who wants it; to find out, no
 * more is made of it than the length from which on that pays.
 */
final class ListWriter {

	private ListWriter() {
	}

	static Mono<Void> write(ApiExchange exchange, Representation representation, ListBody body) {
		String mediaType = representation.format().mediaType();
		byte[] first = body.next();
		if (!body.hasNext()) {
			return ResponseWriter.writeEncoded(exchange, 200, mediaType, first);
		}
		if (!Gzip.isAccepted(exchange)) {
			return stream(exchange, mediaType, Flux.generate(() -> new Plain(List.of(first), body), Plain::next),
					false);
		}
		Pieces pieces = new Pieces();
		pieces.add(first);
		while (body.hasNext() && pieces.size() <= Gzip.LONGEST_PLAIN) {
			pieces.add(body.next());
		}
		if (pieces.size() <= Gzip.LONGEST_PLAIN) {
			return ResponseWriter.writeEncoded(exchange, 200, mediaType, pieces.join());
		}
		return stream(exchange, mediaType, compressed(pieces.all(), body, GzipStream::new), true);
	}

	/**
	 * The pieces of a body, compressed as they are asked for.
	 * @param begun the first pieces
	 * @param body the rest
	 * @param streams makes what compresses, which is closed whatever becomes of the body
	 */
	static Flux<byte[]> compressed(Collection<byte[]> begun, ListBody body, Supplier<GzipStream> streams) {
		return Flux.generate(() -> new Compressed(begun, body, streams.get()), Compressed::next, Compressed::close);
	}

	private static Mono<Void> stream(ApiExchange exchange, String mediaType, Flux<byte[]> pieces, boolean compressed) {
		DataBufferFactory buffers = exchange.response().bufferFactory();
		return ResponseWriter.stream(exchange, mediaType, PacedBody.of(pieces.map(buffers::wrap), false), compressed);
	}

	/**
	 * The pieces of a body, the first of which are there already.
	 */
	private static class Plain {

		private final Queue<byte[]> begun;

		private final ListBody body;

		Plain(Collection<byte[]> begun, ListBody body) {
			this.begun = new ArrayDeque<>(begun);
			this.body = body;
		}

		boolean hasNext() {
			return !this.begun.isEmpty() || this.body.hasNext();
		}

		byte[] next() {
			return this.begun.isEmpty() ? this.body.next() : this.begun.remove();
		}

		Plain next(SynchronousSink<byte[]> sink) {
			if (hasNext()) {
				sink.next(next());
			}
			else {
				sink.complete();
			}
			return this;
		}

	}

	/**
	 * The same, compressed. Pieces of which nothing comes out yet are drawn together.
	 */
	private static final class Compressed implements AutoCloseable {

		private final GzipStream gzip;

		private final Plain pieces;

		private boolean finished;

		Compressed(Collection<byte[]> begun, ListBody body, GzipStream gzip) {
			this.pieces = new Plain(begun, body);
			this.gzip = gzip;
		}

		Compressed next(SynchronousSink<byte[]> sink) {
			byte[] made = new byte[0];
			while (made.length == 0 && this.pieces.hasNext()) {
				made = this.gzip.write(this.pieces.next());
			}
			if (made.length > 0) {
				sink.next(made);
			}
			else if (!this.finished) {
				this.finished = true;
				sink.next(this.gzip.finish());
			}
			else {
				sink.complete();
			}
			return this;
		}

		@Override
		public void close() {
			this.gzip.close();
		}

	}

}
