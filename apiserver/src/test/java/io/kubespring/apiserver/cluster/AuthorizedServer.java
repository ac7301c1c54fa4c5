package io.kubespring.apiserver.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.kubespring.apiserver.authentication.MutableClock;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.AlwaysAllowGroupsAuthorizer;
import io.kubespring.apiserver.authorization.AlwaysAllowPathsAuthorizer;
import io.kubespring.apiserver.authorization.SubjectAccessReviewAuthorizer;
import io.kubespring.apiserver.authorization.UnionAuthorizer;
import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.impersonation.Impersonation;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.server.ApiHttpHandler;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ApiServerSettings;
import io.kubespring.apiserver.server.PathClaims;
import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/**
 * A whole server without a network that asks a stand-in for the cluster whether its
 * callers may. Who calls is told by the test, and time passes as the test says.
 */
final class AuthorizedServer implements AutoCloseable {

	final StandInHostApi host = StandInHostApi.start();

	final MutableClock clock = new MutableClock();

	final VirtualTimeScheduler deadlines = VirtualTimeScheduler.create();

	UserInfo user = new UserInfo("u", "", List.of("system:authenticated"), Map.of());

	private final HostCluster cluster;

	private final ApiServer server;

	private final ApiHttpHandler handler;

	/**
	 * Create a server.
	 * @param directory for files
	 * @param attempts keeps the time of reviews
	 */
	AuthorizedServer(Path directory, Scheduler attempts) {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(directory));
		UnionAuthorizer authorizer = new UnionAuthorizer(
				List.of(new AlwaysAllowGroupsAuthorizer(Set.of("system:masters")),
						new AlwaysAllowPathsAuthorizer(List.of("/healthz", "/readyz", "/livez")),
						new SubjectAccessReviewAuthorizer(new HostSubjectAccessReviewer(this.cluster, attempts),
								Duration.ofSeconds(10), Duration.ofSeconds(10), this.clock)));
		RequestLimits limits = new RequestLimits(Duration.ofSeconds(60), Duration.ofSeconds(34), 400, 200,
				this.deadlines);
		this.server = new ApiServer(List.of(new ResourceDefinitionFactory(List.of()).create(new Foos())),
				new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS),
				new ApiServerSettings(new EndpointEnvironment(Clock.systemUTC(), Schedulers.boundedElastic(),
						EndpointEnvironment.DEFAULT_MAX_BODY_BYTES, EndpointEnvironment.DEFAULT_SHORTEST_WATCH, limits),
						WatchCacheSettings.DEFAULTS, new VersionInfo("v0", "")));
		this.handler = new ApiHttpHandler(this.server, new RequestAuthentication((request) -> Mono.just(this.user)),
				new RequestAuthorization(authorizer, new Impersonation(authorizer, true, this.clock)),
				new ServerState(List.of(), List.of(), List.of(), false), List::of,
				new PathClaims(List.of(), () -> true), (request, response) -> Mono.empty());
		this.server.start();
		Eventually.isTrue(this.server::isFilled);
	}

	/**
	 * Answer all reviews by one status.
	 */
	void answer(String status) {
		this.host.onSubjectAccessReview((spec) -> this.host.object(status));
	}

	Answer ask(String method, String path, String... headers) {
		return begin(method, path, headers).answer();
	}

	Pending begin(String method, String path, String... headers) {
		MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.method(HttpMethod.valueOf(method),
				URI.create(path));
		request.header("Audit-ID", "audit-1");
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		MockServerHttpResponse response = new MockServerHttpResponse();
		Mono<Void> done = this.handler.handle(new ServerHttpRequestDecorator(request.build()), response).cache();
		done.subscribe(null, (ex) -> {
		});
		return new Pending(response, done);
	}

	@Override
	public void close() {
		this.server.close();
		this.cluster.close();
		this.host.close();
	}

	/**
	 * A request that is under way.
	 */
	record Pending(MockServerHttpResponse response, Mono<Void> done) {

		Answer answer() {
			this.done.block(Duration.ofSeconds(20));
			Function<String, String> header = (name) -> String.join("|",
					this.response.getHeaders().getOrDefault(name, List.of()));
			return new Answer(String.valueOf(this.response.getStatusCode()).replaceAll(" .*", ""), header,
					String.valueOf(this.response.getBodyAsString().block()));
		}

	}

	/**
	 * What a client gets.
	 */
	record Answer(String status, Function<String, String> header, String body) {

	}

	@ApiResource(group = "g.io", version = "v1")
	static class Foos implements StoredResource<Foo> {

	}

	static class Foo extends ApiObject<Map<String, String>, Void> {

	}

}
