package io.kubespring.apiserver.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.ReactiveGetter;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.WebHandler;

/**
 * A whole server without a network, in virtual time, with a resource that is stored and
 * one whose verbs do what a test tells them; blocking work waits in a queue until the
 * test runs it.
 */
final class ServerFixture {

	static final String NOTES = "/apis/test.example.com/v1/namespaces/n/notes";

	static final String TASKS = "/apis/test.example.com/v1/namespaces/n/tasks";

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final AtomicInteger timers = new AtomicInteger();

	final Queue queue = new Queue();

	final Tasks tasks = new Tasks();

	final MemoryStore store = new MemoryStore(Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC),
			MemoryStoreSettings.DEFAULTS);

	final ServerState state = new ServerState(List.of(), List.of(), List.of(), false);

	final ApiServer server;

	final ApiHttpHandler handler;

	UserInfo user = new UserInfo("u", "", List.of("system:authenticated"), Map.of());

	ServerFixture() {
		this(400, 200);
	}

	ServerFixture(int maxInFlight, int maxMutatingInFlight) {
		RequestLimits limits = new RequestLimits(Duration.ofSeconds(60), Duration.ofSeconds(34), maxInFlight,
				maxMutatingInFlight, new CountedTimer());
		ResourceDefinitionFactory factory = new ResourceDefinitionFactory(List.of(new Attach()));
		this.server = new ApiServer(List.of(factory.create(new Notes()), factory.create(this.tasks)), this.store,
				new ApiServerSettings(new EndpointEnvironment(Clock.systemUTC(), this.queue,
						EndpointEnvironment.DEFAULT_MAX_BODY_BYTES, EndpointEnvironment.DEFAULT_SHORTEST_WATCH, limits),
						WatchCacheSettings.DEFAULTS, new VersionInfo("v0", "")));
		this.handler = new ApiHttpHandler(this.server, new RequestAuthentication((request) -> Mono.just(this.user)),
				new RequestAuthorization((user, request) -> Mono.just(Decision.ALLOW)), this.state, List::of,
				new PathClaims(List.of(), () -> true), (request, response) -> Mono.empty());
		this.server.start();
		while (!this.server.isFilled()) {
			Thread.onSpinWait();
		}
	}

	void store(String name, String filler) {
		long revision = this.store
			.append(new Change("/test.example.com/notes/n/" + name, 0,
					("{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Note\",\"metadata\":{\"name\":\"" + name
							+ "\",\"namespace\":\"n\"},\"spec\":{\"text\":\"" + filler + "\"}}")
						.getBytes(StandardCharsets.UTF_8)))
			.block();
		while (!ask("GET", NOTES + "?resourceVersion=" + revision, "").text().contains("\"" + name + "\"")) {
			Thread.onSpinWait();
		}
	}

	Asked ask(String method, String path, String body) {
		return new Asked(this.handler, method, path, body, null);
	}

	/**
	 * Ask as a client that takes the body in its own way.
	 */
	Asked prepare(String method, String path, Function<Flux<DataBuffer>, Mono<Void>> taking) {
		return new Asked(this.handler, method, path, "", taking);
	}

	/**
	 * One request and what came of it so far.
	 */
	static final class Asked {

		final EmbeddedChannel channel = new EmbeddedChannel();

		final MockServerHttpResponse response = new MockServerHttpResponse() {

			@Override
			@SuppressWarnings("unchecked")
			public <T> T getNativeResponse() {
				return (T) Connection.from(Asked.this.channel);
			}

		};

		final Disposable handled;

		private volatile boolean completed;

		private volatile @Nullable Throwable failure;

		Asked(ApiHttpHandler handler, String method, String path, String body,
				@Nullable Function<Flux<DataBuffer>, Mono<Void>> taking) {
			if (taking != null) {
				this.response.setWriteHandler(taking);
			}
			MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.method(HttpMethod.valueOf(method),
					URI.create(path));
			request.header("Audit-ID", "audit-1");
			this.handled = handler
				.handle(new ServerHttpRequestDecorator(body.isEmpty() ? request.build() : request.body(body)),
						this.response)
				.subscribe(null, (ex) -> this.failure = ex, () -> this.completed = true);
		}

		boolean isCompleted() {
			return this.completed;
		}

		@Nullable Throwable failure() {
			return this.failure;
		}

		String text() {
			return String.valueOf(this.response.getBodyAsString().block());
		}

		/**
		 * Status, headers without the date, and body.
		 */
		String all() {
			StringBuilder all = new StringBuilder().append(this.response.getStatusCode()).append('\n');
			this.response.getHeaders()
				.forEach((name, values) -> all
					.append(name.equals("Date") ? "" : name + ": " + String.join(",", values) + "\n"));
			return all.append(text()).toString();
		}

	}

	/**
	 * Blocking work that waits for a test to run it.
	 */
	static final class Queue implements Scheduler {

		private final List<Runnable> waiting = new ArrayList<>();

		int disposed;

		@Override
		public Disposable schedule(Runnable task) {
			this.waiting.add(task);
			return () -> this.disposed++;
		}

		@Override
		public Worker createWorker() {
			throw new UnsupportedOperationException();
		}

		void run() {
			List<Runnable> due = new ArrayList<>(this.waiting);
			this.waiting.clear();
			due.forEach(Runnable::run);
		}

	}

	/**
	 * Virtual time that counts who sets an alarm.
	 */
	private final class CountedTimer implements Scheduler {

		@Override
		public Disposable schedule(Runnable task) {
			return ServerFixture.this.time.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			ServerFixture.this.timers.incrementAndGet();
			return ServerFixture.this.time.schedule(task, delay, unit);
		}

		@Override
		public long now(TimeUnit unit) {
			return ServerFixture.this.time.now(unit);
		}

		@Override
		public Worker createWorker() {
			Worker worker = ServerFixture.this.time.createWorker();
			ServerFixture.this.timers.incrementAndGet();
			return worker;
		}

	}

	static class Note extends ApiObject<Text, Void> {

	}

	static class Task extends ApiObject<Text, Void> {

	}

	record Text(@Nullable String text) {

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Notes implements StoredResource<Note> {

	}

	@ApiSubresource(of = Notes.class, name = "attach")
	static class Attach implements Connector<Note> {

		@Override
		public WebHandler connect(Note note, RequestContext context) {
			if (context.user().name().equals("broken")) {
				throw new IllegalStateException("the secret of attach");
			}
			return (exchange) -> Mono.never();
		}

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Tasks implements ReactiveGetter<Task>, Lister<Task>, Creator<Task> {

		Function<String, Mono<Task>> getting = (name) -> Mono.never();

		final CompletableFuture<Task> created = new CompletableFuture<>();

		Runnable creating = () -> {
		};

		Runnable listing = () -> {
		};

		@Override
		public Mono<Task> get(String name, RequestContext context) {
			return this.getting.apply(name);
		}

		@Override
		public ObjectList<Task> list(ListOptions options, RequestContext context) {
			this.listing.run();
			return ObjectList.of(List.of());
		}

		@Override
		public Task create(Task task, RequestContext context) {
			this.creating.run();
			this.created.complete(task);
			return task;
		}

	}

}
