package io.kubespring.apiserver.registration;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.kubespring.apiserver.authentication.MutableClock;
import io.kubespring.apiserver.certificate.CertifiedKey;
import io.kubespring.apiserver.certificate.CredentialRules;
import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.certificate.SharedCredentials;
import io.kubespring.apiserver.certificate.SharedSecret;
import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * One Secret, one APIService and any number of replicas that see both late and whose
 * requests take their time, up to the limit of a request. Nothing happens by itself: a
 * test lets steps be taken, in the order it likes.
 */
final class CredentialWorld implements AutoCloseable {

	static final CredentialRules RULES = new CredentialRules(List.of("orders.shop.svc", "orders.shop"),
			Duration.ofDays(90), Duration.ofDays(900), Duration.ofMinutes(1));

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	private static final ServiceReference SERVICE = new ServiceReference("shop", "orders", 443);

	private static final List<GroupVersion> GROUP_VERSIONS = List.of(new GroupVersion("g", "v1"));

	final MutableClock clock = new MutableClock();

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final List<Server> servers = new ArrayList<>();

	private final List<SharedSecret.Seen> secrets = new ArrayList<>(List.of(new SharedSecret.Seen(null, null)));

	private final List<ApiServiceObservation> apiServices = new ArrayList<>(List.of(ApiServiceObservation.absent()));

	/**
	 * When each of the APIServices came.
	 */
	private final List<Instant> times = new ArrayList<>(List.of(this.clock.instant()));

	private int version;

	Server start() {
		Server server = new Server();
		this.servers.add(server);
		server.begin();
		return server;
	}

	void pass(Duration duration) {
		this.clock.advance(duration);
		this.time.advanceTimeBy(duration);
	}

	/**
	 * Much time passes in which nobody does anything.
	 */
	void leap(Duration duration) {
		this.clock.advance(duration);
	}

	/**
	 * Let everything happen that is under way, as time passes.
	 */
	void settle(Duration duration) {
		for (long second = 0; second <= duration.toSeconds(); second++) {
			List<Runnable> steps = steps();
			while (!steps.isEmpty()) {
				steps.forEach(Runnable::run);
				steps = steps();
			}
			pass(Duration.ofSeconds(1));
		}
	}

	List<Runnable> steps() {
		return this.servers.stream().flatMap((server) -> server.steps().stream()).toList();
	}

	SharedSecret.@Nullable Content secret() {
		return this.secrets.get(this.secrets.size() - 1).content();
	}

	String secretText(String key) {
		return new String(secret().data().getOrDefault(key, new byte[0]));
	}

	void putSecret(@Nullable Map<String, byte[]> data) {
		this.secrets.add(new SharedSecret.Seen(
				(data != null) ? new SharedSecret.Content(data, Integer.toString(++this.version)) : null, null));
	}

	@Nullable ObjectNode apiService() {
		return this.apiServices.get(this.apiServices.size() - 1).object();
	}

	void putApiService(@Nullable ObjectNode object) {
		if (object != null) {
			((ObjectNode) object.path("metadata")).put("resourceVersion", Integer.toString(++this.version));
		}
		this.apiServices.add((object != null) ? ApiServiceObservation.present(object) : ApiServiceObservation.absent());
		this.times.add(this.clock.instant());
	}

	/**
	 * Whether the first APIService was there a minute ago.
	 */
	boolean isPublishedForMinute() {
		return this.times.size() > 1 && !this.times.get(1).isAfter(this.clock.instant().minus(Duration.ofMinutes(1)));
	}

	/**
	 * What is published, as anybody may have seen it last who verifies.
	 */
	List<Set<X509Certificate>> verifiers() {
		Instant latest = this.clock.instant().minus(RULES.propagation());
		List<Set<X509Certificate>> all = new ArrayList<>();
		for (int i = this.apiServices.size() - 1; i >= 0; i--) {
			ObjectNode object = this.apiServices.get(i).object();
			if (object != null) {
				all.add(bundle(object));
			}
			if (!this.times.get(i).isAfter(latest)) {
				return all;
			}
		}
		return all;
	}

	static Set<X509Certificate> bundle(ObjectNode object) {
		try {
			return new LinkedHashSet<>(Pem
				.readCertificates(Base64.getDecoder().decode(object.path("spec").path("caBundle").asString(""))));
		}
		catch (CertificateException ex) {
			return Set.of();
		}
	}

	@Override
	public void close() {
		this.servers.forEach(Server::end);
		this.time.dispose();
	}

	/**
	 * One replica.
	 */
	final class Server implements SharedSecret, ApiServices {

		private final List<Runnable> requests = new ArrayList<>();

		private final List<View<?>> views = new ArrayList<>();

		final SharedCredentials credentials = new SharedCredentials(this,
				new PublishedApiServices(GROUP_VERSIONS, SERVICE, this), RULES, CredentialWorld.this.clock,
				CredentialWorld.this.time);

		final ApiServiceRegistration registration = new ApiServiceRegistration(GROUP_VERSIONS,
				new RegistrationSettings(SERVICE, Map.of(), false,
						new Replica(CredentialWorld.this.clock.instant(), "r" + CredentialWorld.this.servers.size())),
				this, this.credentials, CredentialWorld.this.time);

		boolean forbidden;

		/**
		 * Whether the Secret is followed by a connection that is dead.
		 */
		boolean secretStalls;

		/**
		 * Whether the APIService is followed by a connection that is dead.
		 */
		boolean apiServiceStalls;

		private boolean ready;

		/**
		 * Begin or end one of three kinds of trouble.
		 */
		void trouble(int kind) {
			if (kind == 0) {
				this.forbidden = !this.forbidden;
			}
			else if (kind == 1) {
				this.secretStalls = !this.secretStalls;
			}
			else {
				this.apiServiceStalls = !this.apiServiceStalls;
			}
		}

		void begin() {
			this.credentials.start();
			this.registration.prepare();
		}

		void end() {
			this.credentials.close();
			this.registration.close();
			this.requests.clear();
			this.views.clear();
		}

		@Nullable CertifiedKey serving() {
			return this.credentials.serving();
		}

		List<Runnable> steps() {
			if (!this.ready && serving() != null) {
				this.ready = true;
				this.registration.start();
			}
			List<Runnable> steps = new ArrayList<>();
			this.views.stream()
				.filter((view) -> view.isBehind() && !isStalled(view))
				.forEach((view) -> steps.add(view::next));
			for (Runnable request : List.copyOf(this.requests)) {
				steps.add(() -> {
					if (this.requests.remove(request)) {
						request.run();
					}
				});
			}
			return steps;
		}

		private boolean isStalled(View<?> view) {
			return (view.log == CredentialWorld.this.secrets) ? this.secretStalls : this.apiServiceStalls;
		}

		/**
		 * Two steps: something happens there, and the answer comes back.
		 */
		private <T> Mono<T> request(Supplier<@Nullable T> effect) {
			return Mono.create((sink) -> {
				Instant begin = CredentialWorld.this.clock.instant();
				this.requests.add(() -> {
					if (isLate(begin)) {
						sink.error(new IllegalStateException("timeout"));
						return;
					}
					T answer = effect.get();
					this.requests.add(() -> {
						if (isLate(begin)) {
							sink.error(new IllegalStateException("timeout"));
						}
						else {
							sink.success(answer);
						}
					});
				});
			});
		}

		private boolean isLate(Instant begin) {
			return CredentialWorld.this.clock.instant().isAfter(begin.plus(REQUEST_TIMEOUT));
		}

		private <T> Flux<T> view(List<T> log) {
			return Flux.create((sink) -> {
				View<T> view = new View<>(log, sink);
				this.views.add(view);
				sink.onDispose(() -> this.views.remove(view));
			});
		}

		@Override
		public Flux<SharedSecret.Seen> follow() {
			return view(CredentialWorld.this.secrets);
		}

		@Override
		public Mono<SharedSecret.Content> read() {
			return request(CredentialWorld.this::secret);
		}

		@Override
		public Mono<SharedSecret.Content> create(Map<String, byte[]> data) {
			return request(() -> write(null, data));
		}

		@Override
		public Mono<SharedSecret.Content> replace(SharedSecret.Content seen, Map<String, byte[]> data) {
			return request(() -> write(seen.version(), data));
		}

		private SharedSecret.@Nullable Content write(@Nullable String seen, Map<String, byte[]> data) {
			SharedSecret.Content present = secret();
			String version = (present != null) ? present.version() : null;
			if (!Objects.equals(version, seen)) {
				return null;
			}
			putSecret(new LinkedHashMap<>(data));
			return secret();
		}

		@Override
		public Flux<ApiServiceObservation> follow(String name) {
			return view(CredentialWorld.this.apiServices).map((seen) -> this.forbidden
					? ApiServiceObservation.failed(new IllegalStateException("forbidden")) : seen);
		}

		@Override
		public Mono<ObjectNode> apply(ObjectNode object) {
			return request(() -> {
				ObjectNode present = apiService();
				String wanted = object.path("metadata").path("resourceVersion").asString("");
				if (!wanted.isEmpty() && (present == null
						|| !present.path("metadata").path("resourceVersion").asString("").equals(wanted))) {
					return null;
				}
				putApiService(object.deepCopy());
				return apiService();
			}).switchIfEmpty(Mono.error(() -> new IllegalStateException("conflict")));
		}

		@Override
		public Mono<ObjectNode> read(String name) {
			return request(CredentialWorld.this::apiService);
		}

		@Override
		public Flux<ObjectNode> list() {
			return Flux.error(new IllegalStateException("forbidden"));
		}

		@Override
		public Mono<ObjectNode> annotate(String name, String annotation, String value) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Mono<Void> delete(ObjectNode object) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Mono<Boolean> hasService(ServiceReference service) {
			return Mono.just(true);
		}

	}

	/**
	 * How far a replica has seen a history; it begins with the present.
	 */
	private static final class View<T> {

		private final List<T> log;

		private final FluxSink<T> sink;

		private int seen;

		View(List<T> log, FluxSink<T> sink) {
			this.log = log;
			this.sink = sink;
			this.seen = log.size() - 1;
		}

		boolean isBehind() {
			return this.seen < this.log.size();
		}

		void next() {
			this.sink.next(this.log.get(this.seen++));
		}

	}

}
