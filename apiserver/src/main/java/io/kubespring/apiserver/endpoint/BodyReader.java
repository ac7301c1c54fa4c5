package io.kubespring.apiserver.endpoint;

import java.util.function.Function;

import io.kubespring.apiserver.error.ApiStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Reads bodies up to a limit each and another one all together.
 */
final class BodyReader {

	private static final byte[] NONE = new byte[0];

	private final int limit;

	private final BodyBudget budget;

	BodyReader(int limit, BodyBudget budget) {
		this.limit = limit;
		this.budget = budget;
	}

	/**
	 * Read the whole body and do something with it, during which it counts as being under
	 * way.
	 * @param use gets the body, empty without one
	 */
	<T> Mono<T> read(ApiExchange exchange, Function<byte[], Mono<T>> use) {
		return read(exchange.request().getHeaders().getContentLength(), exchange.request().getBody(), use);
	}

	/**
	 * Read a whole body.
	 * @param announced the length that is announced, negative for none
	 */
	<T> Mono<T> read(long announced, Flux<DataBuffer> body, Function<byte[], Mono<T>> use) {
		return Mono.using(this.budget::share, (share) -> body(announced, body, share).flatMap(use),
				BodyBudget.Share::release);
	}

	private Mono<byte[]> body(long announced, Flux<DataBuffer> body, BodyBudget.Share share) {
		if (announced > this.limit) {
			throw tooLarge();
		}
		share.ensure(announced);
		return DataBufferUtils.join(counted(body, share), this.limit)
			.map(BodyReader::bytes)
			.defaultIfEmpty(NONE)
			.onErrorMap(DataBufferLimitException.class, (ex) -> tooLarge());
	}

	private static Flux<DataBuffer> counted(Flux<DataBuffer> buffers, BodyBudget.Share share) {
		return Flux.defer(() -> {
			long[] arrived = { 0 };
			return buffers.map((buffer) -> {
				arrived[0] += buffer.readableByteCount();
				try {
					share.ensure(arrived[0]);
					return buffer;
				}
				catch (ApiStatusException ex) {
					DataBufferUtils.release(buffer);
					throw ex;
				}
			});
		});
	}

	private ApiStatusException tooLarge() {
		return ApiStatusException.requestEntityTooLarge("limit is " + this.limit);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
