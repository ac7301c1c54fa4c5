package io.kubespring.apiserver.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.AccessReview;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.SubjectAccessReviewAuthorizer;
import io.kubespring.apiserver.authorization.UnionAuthorizer;
import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Deleter;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.resource.Updater;
import io.kubespring.apiserver.resource.Watcher;
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
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.WebHandler;

/**
 * A server on the loopback interface that notes what is reviewed and what is served, by
 * caller. Foos are stored, those of g.io and those of h.io, bars are a bean's. It follows
 * the headers of proxies, as Boot does in a cluster. Writing is reviewed and refused for
 * what is stored, so that it stays as it is.
 */
final class FuzzedServer implements AutoCloseable {

	private final Witness witness;

	private final ApiServer server;

	private final DisposableServer http;

	FuzzedServer(Witness witness) {
		this.witness = witness;
		MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);
		for (String group : List.of("g.io", "h.io")) {
			for (String namespace : List.of("a", "b")) {
				for (String name : List.of("in-" + namespace, "everywhere")) {
					store(store, group, namespace, name);
				}
			}
		}
		ResourceDefinitionFactory factory = new ResourceDefinitionFactory(List.of(new Echo()));
		RequestLimits limits = new RequestLimits(Duration.ofSeconds(60), Duration.ofSeconds(34), 0, 0,
				Schedulers.parallel());
		this.server = new ApiServer(factory.createAll(List.of(new Foos(), new OtherFoos(), new Bars())), store,
				new ApiServerSettings(new EndpointEnvironment(Clock.systemUTC(), Schedulers.boundedElastic(),
						EndpointEnvironment.DEFAULT_MAX_BODY_BYTES, EndpointEnvironment.DEFAULT_SHORTEST_WATCH, limits),
						WatchCacheSettings.DEFAULTS, new VersionInfo("v0", "")));
		this.server.start();
		while (!this.server.isFilled()) {
			Thread.onSpinWait();
		}
		UnionAuthorizer authorizer = new UnionAuthorizer(List.of(new SubjectAccessReviewAuthorizer(
				(review) -> Mono.just(decide(review)), Duration.ZERO, Duration.ZERO, Clock.systemUTC())));
		ApiHttpHandler handler = new ApiHttpHandler(this.server,
				new RequestAuthentication(
						(request) -> Mono.just(new UserInfo(request.header("X-Fuzz").get(0), "", List.of(), Map.of()))),
				new RequestAuthorization(authorizer), new ServerState(List.of(), List.of(), List.of(), false), List::of,
				new PathClaims(List.of("/own"), () -> true), (request, response) -> {
					witness.application(request.getPath().pathWithinApplication().value(),
							request.getHeaders().getFirst("X-Fuzz"));
					return response.setComplete();
				});
		this.http = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.forwarded(true)
			.handle(new ReactorHttpHandlerAdapter(handler))
			.bindNow();
	}

	private static void store(MemoryStore store, String group, String namespace, String name) {
		store
			.append(new Change("/" + group + "/foos/" + namespace + "/" + name, 0,
					("{\"apiVersion\":\"" + group + "/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"" + name
							+ "\",\"namespace\":\"" + namespace + "\",\"uid\":\"" + group + "\"}}")
						.getBytes(StandardCharsets.UTF_8)))
			.block();
	}

	private Decision decide(AccessReview review) {
		return this.witness.review(review) ? Decision.ALLOW : Decision.NO_OPINION;
	}

	private void note(RequestContext context, String verb, String resource, String subresource,
			@Nullable String namespace, @Nullable String name) {
		this.witness.served(context.user().name(),
				new Served(verb, resource, subresource, context.namespace(), namespace, name));
	}

	int port() {
		return this.http.port();
	}

	@Override
	public void close() {
		this.http.disposeNow();
		this.server.close();
	}

	static class Foo extends ApiObject<Map<String, String>, Void> {

	}

	static class Bar extends ApiObject<Map<String, String>, Void> {

		static Bar of(String namespace, String name) {
			Bar bar = new Bar();
			bar.setMetadata(new V1ObjectMeta().namespace(namespace).name(name).uid("bars").resourceVersion("1"));
			return bar;
		}

	}

	@ApiResource(group = "g.io", version = "v1")
	static class Foos implements StoredResource<Foo> {

	}

	static class OtherFoo extends ApiObject<Map<String, String>, Void> {

	}

	@ApiResource(group = "h.io", version = "v1", kind = "Foo", plural = "foos", singular = "foo")
	static class OtherFoos implements StoredResource<OtherFoo> {

	}

	@ApiSubresource(of = Foos.class, name = "echo")
	class Echo implements Connector<Foo> {

		@Override
		public WebHandler connect(Foo foo, RequestContext context) {
			note(context, "get", "foos", "echo", foo.getMetadata().getNamespace(), foo.getMetadata().getName());
			return (exchange) -> exchange.getResponse().setComplete();
		}

	}

	@ApiResource(group = "g.io", version = "v1")
	class Bars implements Getter<Bar>, Lister<Bar>, Watcher<Bar>, Creator<Bar>, Updater<Bar>, Deleter<Bar> {

		private void note(RequestContext context, String verb, @Nullable Bar bar, @Nullable String name) {
			FuzzedServer.this.note(context, verb, "bars", "",
					(bar != null) ? bar.getMetadata().getNamespace() : context.namespace(), name);
		}

		@Override
		public Bar get(String name, RequestContext context) {
			note(context, "get", null, name);
			return Bar.of(context.namespace(), name);
		}

		@Override
		public ObjectList<Bar> list(ListOptions options, RequestContext context) {
			note(context, "list", null, null);
			return ObjectList.of(List.of(Bar.of(context.namespace().isEmpty() ? "a" : context.namespace(), "in-a")));
		}

		@Override
		public Flux<WatchEvent<Bar>> watch(ListOptions options, RequestContext context) {
			note(context, "watch", null, null);
			return Flux.empty();
		}

		@Override
		public Bar create(Bar bar, RequestContext context) {
			note(context, "create", bar, bar.getMetadata().getName());
			return bar;
		}

		@Override
		public Bar update(Bar bar, RequestContext context) {
			note(context, "update", bar, bar.getMetadata().getName());
			return bar;
		}

		@Override
		public Bar delete(String name, DeleteOptions options, RequestContext context) {
			note(context, "delete", null, name);
			return Bar.of(context.namespace(), name);
		}

	}

	/**
	 * What user code was asked.
	 *
	 * @param verb the verb
	 * @param resource the resource
	 * @param subresource the subresource, or empty
	 * @param asked the namespace that the context tells
	 * @param namespace the namespace of the object, {@code null} for none
	 * @param name the name of the object, {@code null} for none
	 */
	record Served(String verb, String resource, String subresource, String asked, @Nullable String namespace,
			@Nullable String name) {

	}

	/**
	 * Notes what happens for a caller.
	 */
	interface Witness {

		/**
		 * Decide about a review.
		 * @return whether it is allowed
		 */
		boolean review(AccessReview review);

		void served(String caller, Served served);

		void application(String path, @Nullable String caller);

	}

}
