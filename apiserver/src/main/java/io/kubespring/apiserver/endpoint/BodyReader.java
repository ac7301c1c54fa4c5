package io.kubespring.apiserver.endpoint;

import io.kubespring.apiserver.error.ApiStatusException;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Reads bodies up to a limit.
 */
final class BodyReader {

	private static final byte[] NONE = new byte[0];

	private final int limit;

	BodyReader(int limit) {
		this.limit = limit;
	}

	/**
	 * The whole body, empty without one.
	 */
	Mono<byte[]> read(ApiExchange exchange) {
		if (exchange.request().getHeaders().getContentLength() > this.limit) {
			return Mono.error(tooLarge());
		}
		return DataBufferUtils.join(exchange.request().getBody(), this.limit)
			.map(BodyReader::bytes)
			.defaultIfEmpty(NONE)
			.onErrorMap(DataBufferLimitException.class, (ex) -> tooLarge());
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
