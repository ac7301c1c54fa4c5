package io.kubespring.benchmarks.edge;

import java.util.Arrays;

import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * One KiB, prepared once.
 */
final class FixedAnswer {

	static final String PATH = "/apis/bench.example.com/v1/things/one";

	private static final byte[] BYTES = bytes();

	private FixedAnswer() {
	}

	private static byte[] bytes() {
		byte[] bytes = new byte[1024];
		Arrays.fill(bytes, (byte) ' ');
		bytes[0] = '{';
		bytes[bytes.length - 1] = '}';
		return bytes;
	}

	static Mono<Void> write(ServerHttpResponse response) {
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		response.getHeaders().setContentLength(BYTES.length);
		return response.writeWith(Mono.just(response.bufferFactory().wrap(BYTES)));
	}

}
