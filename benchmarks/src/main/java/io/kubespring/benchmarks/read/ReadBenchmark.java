package io.kubespring.benchmarks.read;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.server.ApiHttpHandler;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ApiServerSettings;
import io.kubespring.apiserver.server.PathClaims;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/**
 * What an object costs when it comes from the store, and what a GET and a LIST of 1,000
 * objects cost from the edge to the last byte: {@code org.openjdk.jmh.Main}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadBenchmark {

	private static final int OBJECTS = 1000;

	private static final String FILLER = "x".repeat(768);

	private final byte[] stored = stored("note");

	private final MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(new Notes());

	private final ApiServer server = new ApiServer(List.of(this.definition), this.store,
			new ApiServerSettings(new EndpointEnvironment(Clock.systemUTC(), Schedulers.boundedElastic(),
					EndpointEnvironment.DEFAULT_MAX_BODY_BYTES, EndpointEnvironment.DEFAULT_SHORTEST_WATCH,
					RequestLimits.DEFAULTS), WatchCacheSettings.DEFAULTS, new VersionInfo("v0", "")));

	private final ApiHttpHandler handler = new ApiHttpHandler(this.server, (request) -> Mono.just(UserInfo.ANONYMOUS),
			(user, request) -> Mono.just(Decision.ALLOW), new ServerState(List.of(), List.of(), List.of(), false),
			List::of, new PathClaims(List.of(), () -> true),
			(request, response) -> Mono.error(new IllegalStateException("not a path of the API")));

	/**
	 * Fill the store and the cache behind it.
	 */
	@Setup
	public void fill() {
		for (int i = 0; i < OBJECTS; i++) {
			this.store.append(new Change(this.definition.storagePrefix() + "n/note" + i, 0, stored("note" + i)))
				.block();
		}
		this.server.start();
		while (!this.server.isFilled()) {
			Thread.onSpinWait();
		}
		require(get(), 800);
		require(list(), OBJECTS * 800L);
	}

	private static void require(long bytes, long expected) {
		if (bytes < expected) {
			throw new IllegalStateException("Only " + bytes + " bytes were answered");
		}
	}

	/**
	 * End the server.
	 */
	@TearDown
	public void close() {
		this.server.close();
	}

	/**
	 * Decode an object as the cache does with what it follows.
	 * @return the object
	 */
	@Benchmark
	public EncodedObject decode() {
		return EncodedObject.decode(7, this.stored);
	}

	/**
	 * Answer a GET.
	 * @return the number of bytes
	 */
	@Benchmark
	public long get() {
		return ask("/apis/bench.example.com/v1/namespaces/n/notes/note7");
	}

	/**
	 * Answer a LIST, piece by piece.
	 * @return the number of bytes
	 */
	@Benchmark
	public long list() {
		return ask("/apis/bench.example.com/v1/notes");
	}

	private long ask(String path) {
		AtomicLong bytes = new AtomicLong();
		MockServerHttpResponse response = new MockServerHttpResponse();
		response.setWriteHandler((body) -> body.doOnNext((piece) -> count(piece, bytes)).then());
		this.handler.handle(new ServerHttpRequestDecorator(MockServerHttpRequest.get(path).build()), response).block();
		return bytes.get();
	}

	private static void count(DataBuffer piece, AtomicLong bytes) {
		bytes.addAndGet(piece.readableByteCount());
		DataBufferUtils.release(piece);
	}

	private static byte[] stored(String name) {
		return ("{\"apiVersion\":\"bench.example.com/v1\",\"kind\":\"Note\",\"metadata\":{"
				+ "\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"generation\":1,\"name\":\"" + name
				+ "\",\"namespace\":\"n\",\"uid\":\"0d8f9f6e-5b4c-4c8e-9d4e-1f2a3b4c5d6e\"},\"spec\":{\"text\":\""
				+ FILLER + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
	}

}
