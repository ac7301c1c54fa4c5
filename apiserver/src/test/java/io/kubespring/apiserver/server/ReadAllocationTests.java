package io.kubespring.apiserver.server;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds that a read allocates as much for long objects as for short ones: what is sent
 * are the bytes that are stored.
 */
class ReadAllocationTests {

	private static final int OBJECTS = 3;

	private static final int SHORT = 1024;

	private static final int LONG = 100 * 1024;

	/**
	 * A request allocates some KiB, which vary a bit.
	 */
	private static final long MARGIN = 16 * 1024;

	private static final String AS = ";v=v1;g=meta.k8s.io";

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@ParameterizedTest
	@CsvSource({ "1, /note0, application/json", "3, '', application/json", "2, '?limit=2', application/json",
			"0, /note0, application/json;as=PartialObjectMetadata" + AS,
			"0, '', application/json;as=PartialObjectMetadataList" + AS, "0, '', application/json;as=Table" + AS })
	void readAllocatesTheSameWhateverTheLengthOfObjects(int whole, String what, String accept) {
		long allocated = allocated(whole, what, accept, SHORT);
		assertThat(allocated(whole, what, accept, LONG)).isLessThan(allocated + MARGIN);
	}

	private static long allocated(int whole, String what, String accept, int length) {
		ServerFixture server = new ServerFixture();
		for (int i = 0; i < OBJECTS; i++) {
			server.store("note" + i, "x".repeat(length));
		}
		// The first ones load classes and make what is kept with an object.
		return IntStream.range(0, 50)
			.mapToLong((i) -> allocated(server, ServerFixture.NOTES + what, accept, whole * length))
			.min()
			.orElseThrow();
	}

	private static long allocated(ServerFixture server, String path, String accept, int least) {
		MockServerHttpRequest request = MockServerHttpRequest.get(path).header("Accept", accept).build();
		MockServerHttpResponse response = new MockServerHttpResponse(
				new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT));
		AtomicInteger sent = new AtomicInteger();
		response.setWriteHandler((body) -> body.doOnNext((piece) -> {
			sent.addAndGet(piece.readableByteCount());
			DataBufferUtils.release(piece);
		}).then());
		long before = THREADS.getCurrentThreadAllocatedBytes();
		server.handler.handle(new ServerHttpRequestDecorator(request), response).block();
		long after = THREADS.getCurrentThreadAllocatedBytes();
		assertThat(sent).hasValueGreaterThan(least);
		return after - before;
	}

}
