package io.kubespring.benchmarks.engine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.server.ApiHttpHandler;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ApiServerSettings;
import io.kubespring.apiserver.server.PathClaims;
import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.strategy.VersionConverter;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/**
 * A server without network that serves notes of about 1 KiB from the memory store.
 */
final class BenchmarkServer implements AutoCloseable {

	static final String NOTES = "/apis/bench.example.com/v1/notes";

	/**
	 * Somebody known: connections of others are looked at once more, and mocks have none.
	 */
	private static final Mono<UserInfo> CALLER = Mono
		.just(new UserInfo("bench", "", List.of("system:authenticated"), Map.of()));

	private static final String FILLER = "x".repeat(768);

	private final MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);

	private final ResourceDefinition definition;

	private final ApiServer server;

	private final ApiHttpHandler handler;

	/**
	 * Start a server.
	 * @param objects how many notes it has
	 * @param others how many resources it serves beside them
	 */
	BenchmarkServer(int objects, int others) {
		this(objects, others, List.of());
	}

	/**
	 * Start a server of notes in several versions.
	 * @param objects how many notes it has
	 * @param others how many resources it serves beside them
	 * @param converters the other versions of notes
	 */
	BenchmarkServer(int objects, int others, List<VersionConverter<?, ?>> converters) {
		this(objects, others, converters, (request) -> CALLER, (user, request) -> Mono.just(Decision.ALLOW));
	}

	/**
	 * Start a server that lets in whom others say.
	 * @param objects how many notes it has
	 * @param others how many resources it serves beside them
	 * @param converters the other versions of notes
	 * @param authenticator finds out who calls
	 * @param authorizer decides whether they may
	 */
	BenchmarkServer(int objects, int others, List<VersionConverter<?, ?>> converters, Authenticator authenticator,
			Authorizer authorizer) {
		List<ResourceDefinition> definitions = new ArrayList<>(
				new ResourceDefinitionFactory(List.of(), converters, List.of()).createAll(List.of(new Notes())));
		this.definition = definitions.get(0);
		for (int i = 0; i < others; i++) {
			definitions.add(other(i));
		}
		this.server = new ApiServer(definitions, this.store,
				new ApiServerSettings(new EndpointEnvironment(Clock.systemUTC(), Schedulers.boundedElastic(),
						EndpointEnvironment.DEFAULT_MAX_BODY_BYTES, EndpointEnvironment.DEFAULT_SHORTEST_WATCH,
						RequestLimits.DEFAULTS), WatchCacheSettings.DEFAULTS, new VersionInfo("v0", "")));
		this.handler = new ApiHttpHandler(this.server, new RequestAuthentication(authenticator),
				new RequestAuthorization(authorizer), new ServerState(List.of(), List.of(), List.of(), false), List::of,
				new PathClaims(List.of(), () -> true),
				(request, response) -> Mono.error(new IllegalStateException("not a path of the API")));
		for (int i = 0; i < objects; i++) {
			this.store.append(new Change(key("note" + i), 0, stored("note" + i, i))).block();
		}
		this.server.start();
		while (!this.server.isFilled()) {
			Thread.onSpinWait();
		}
	}

	/**
	 * A definition like that of the notes but for its names.
	 */
	private ResourceDefinition other(int number) {
		Notes bean = new Notes();
		ResourceDefinition like = this.definition;
		String suffix = "-" + number;
		return new ResourceDefinition(bean,
				new GroupVersionResource(like.resource().group(), like.resource().version(),
						like.resource().resource() + suffix),
				like.kind(), like.listKind(), like.singular() + suffix, like.scope(), List.of(), List.of(),
				like.verbs(), like.type(), like.stored(), like.table(), like.hasStatusSubresource(), like.scale(),
				like.connectors(), like.versions(), like.hooks());
	}

	MemoryStore store() {
		return this.store;
	}

	ResourceDefinition definition() {
		return this.definition;
	}

	int watches() {
		return this.server.watches();
	}

	String key(String name) {
		return this.definition.storagePrefix() + "n/" + name;
	}

	static byte[] stored(String name, long generation) {
		return ("{\"apiVersion\":\"bench.example.com/v1\",\"kind\":\"Note\",\"metadata\":{"
				+ "\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"generation\":" + generation + ",\"name\":\"" + name
				+ "\",\"namespace\":\"n\",\"uid\":\"0d8f9f6e-5b4c-4c8e-9d4e-1f2a3b4c5d6e\"},\"spec\":{\"text\":\""
				+ FILLER + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Ask and wait for the whole answer.
	 * @return the bytes of the answer's body
	 */
	long ask(String path, String accept) {
		long[] bytes = new long[1];
		begin(path, accept, (count) -> bytes[0] += count).block();
		return bytes[0];
	}

	/**
	 * Ask.
	 * @param seen is told the size of each piece of the answer
	 * @return completes with the answer
	 */
	Mono<Void> begin(String path, String accept, LongConsumer seen) {
		return begin(MockServerHttpRequest.get(path).header("Accept", accept).build(), seen);
	}

	/**
	 * Ask and wait for the whole answer.
	 * @return the bytes of the answer's body
	 */
	long ask(MockServerHttpRequest request) {
		long[] bytes = new long[1];
		begin(request, (count) -> bytes[0] += count).block();
		return bytes[0];
	}

	private Mono<Void> begin(MockServerHttpRequest request, LongConsumer seen) {
		MockServerHttpResponse response = new MockServerHttpResponse();
		response.setWriteHandler((body) -> body.doOnNext((piece) -> count(piece, seen)).then());
		return this.handler.handle(new ServerHttpRequestDecorator(request), response);
	}

	/**
	 * Merge a patch into an object and wait for the whole answer.
	 * @return the bytes of the answer's body
	 */
	long patch(String path, String patch) {
		long[] bytes = new long[1];
		begin(MockServerHttpRequest.patch(path).header("Content-Type", "application/merge-patch+json").body(patch),
				(count) -> bytes[0] += count)
			.block();
		return bytes[0];
	}

	private static void count(DataBuffer piece, LongConsumer seen) {
		seen.accept(piece.readableByteCount());
		DataBufferUtils.release(piece);
	}

	static void require(long found, long expected) {
		if (found < expected) {
			throw new IllegalStateException("Only " + found + " instead of " + expected);
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

}
