package io.kubespring.apiserver.endpoint;

import java.util.function.Predicate;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.ConnectorDefinition;
import io.kubespring.apiserver.registry.RegisteredResource;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ScaleDefinition;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.write.ObjectWriter;
import io.kubespring.apiserver.write.ScaleView;
import io.kubespring.apiserver.write.WriteRequest.Part;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Serves all requests for one resource: from what is asked to the verb's handler.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ResourceHandler {

	private static final int PARTS_OF_OBJECT = 2;

	private static final int PARTS_OF_SUBRESOURCE = 3;

	private final ResourceDefinition definition;

	private final ReadHandler reads;

	private final WatchHandler watches;

	private final WriteHandler writes;

	private final ConnectHandler connects;

	private final LongRunningRequests longRunning = new LongRunningRequests();

	private final @Nullable ScaleRenderer scale;

	/**
	 * Create a handler.
	 * @param resource the resource
	 * @param writer what makes its writes
	 * @param environment what handlers share
	 */
	public ResourceHandler(RegisteredResource resource, ObjectWriter writer, EndpointEnvironment environment) {
		this.definition = resource.definition();
		this.reads = new ReadHandler(this.definition, resource.backend(), environment.clock());
		this.watches = new WatchHandler(this.definition, resource.backend(), this.reads.renderer(),
				environment.shortestWatch(), this.longRunning);
		this.writes = new WriteHandler(this.definition, resource.backend(), this.reads, writer,
				new BodyReader(environment.maxBodyBytes(), environment.bodyBudget()), environment);
		this.connects = new ConnectHandler(this.definition, this.reads, environment.workers(), this.longRunning);
		ScaleDefinition scaleDefinition = this.definition.scale();
		this.scale = (scaleDefinition != null) ? new ScaleRenderer(new ScaleView(scaleDefinition), environment.clock())
				: null;
	}

	/**
	 * Whether a request may take as long as it likes: watches and connections.
	 * @param info the request
	 * @return {@code true} if no deadline holds for it
	 */
	public boolean isLongRunning(RequestInfo info) {
		return info.verb().equals("watch")
				|| (!info.subresource().isEmpty() && this.definition.connector(info.subresource()) != null);
	}

	/**
	 * The number of open watches that user code serves.
	 * @return the number
	 */
	public int watches() {
		return this.longRunning.watches();
	}

	/**
	 * The number of open WebSockets that user code serves.
	 * @return the number
	 */
	public int sockets() {
		return this.longRunning.sockets();
	}

	/**
	 * End what user code serves for as long as it likes, also what is yet to come: its
	 * watches complete, its WebSockets are closed.
	 */
	public void endLongRunning() {
		this.longRunning.end();
	}

	/**
	 * Serve a request that was authorized.
	 * @param exchange the request
	 * @param hiddenHeaders headers in lower case, or beginnings of headers that end with
	 * a dash, which user code must not see
	 * @return completes when the answer was handed over
	 * @throws ApiStatusException if it is refused
	 */
	public Mono<Void> handle(ApiExchange exchange, Predicate<String> hiddenHeaders) {
		RequestInfo info = exchange.info();
		String deprecation = this.definition.versions().deprecationWarning();
		if (deprecation != null) {
			exchange.warn(deprecation);
		}
		if (info.verb().equals("proxy") || !info.namespace().isEmpty() && !this.definition.namespaced()) {
			throw ApiStatusException.pathNotFound();
		}
		if (info.deprecatedWatch()) {
			return deprecatedWatch(exchange);
		}
		if (!info.subresource().isEmpty()) {
			return subresource(exchange, hiddenHeaders);
		}
		if (info.parts().size() > PARTS_OF_OBJECT) {
			// An empty subresource with something behind it is neither object nor
			// collection.
			throw ApiStatusException.pathNotFound();
		}
		boolean item = info.parts().size() == PARTS_OF_OBJECT;
		if (item && info.namespace().isEmpty() && this.definition.namespaced()) {
			throw ApiStatusException.pathNotFound();
		}
		if (item) {
			requireSegment(info.name());
		}
		return item ? object(exchange) : collection(exchange);
	}

	private static void requireSegment(String name) {
		String problem = (name.equals(".") || name.equals("..")) ? "may not be '" + name + "'"
				: (name.indexOf('/') >= 0) ? "may not contain '/'"
						: (name.indexOf('%') >= 0) ? "may not contain '%'" : "";
		if (!problem.isEmpty()) {
			throw ApiStatusException.badRequest("Name parameter invalid: \"" + name + "\": " + problem);
		}
	}

	private Mono<Void> object(ApiExchange exchange) {
		return switch (exchange.method()) {
			case "GET" -> this.reads.get(require(exchange, Verb.GET));
			case "PUT" -> this.writes.update(require(exchange, Verb.UPDATE), Part.OBJECT);
			case "PATCH" -> this.writes.patch(require(exchange, Verb.PATCH), Part.OBJECT);
			case "DELETE" -> this.writes.delete(require(exchange, Verb.DELETE));
			default -> throw ApiStatusException.methodNotAllowed();
		};
	}

	private Mono<Void> collection(ApiExchange exchange) {
		boolean everywhere = exchange.info().namespace().isEmpty() && this.definition.namespaced();
		String method = exchange.method();
		if (method.equals("GET")) {
			return exchange.info().verb().equals("watch") ? watch(exchange)
					: this.reads.list(require(exchange, Verb.LIST));
		}
		if (method.equals("POST") && !everywhere) {
			return this.writes.create(require(exchange, Verb.CREATE));
		}
		if (method.equals("DELETE") && !everywhere) {
			return this.writes.deleteCollection(require(exchange, Verb.DELETECOLLECTION));
		}
		throw ApiStatusException.methodNotAllowed();
	}

	private Mono<Void> watch(ApiExchange exchange) {
		if (!this.definition.verbs().contains(Verb.WATCH)) {
			if (!this.definition.verbs().contains(Verb.LIST)) {
				throw ApiStatusException.methodNotAllowed();
			}
			throw ApiStatusException.methodNotSupported(this.definition.groupResource(), "watch");
		}
		return this.watches.watch(exchange);
	}

	private Mono<Void> deprecatedWatch(ApiExchange exchange) {
		if (exchange.info().parts().size() > PARTS_OF_OBJECT) {
			throw ApiStatusException.pathNotFound();
		}
		if (!exchange.method().equals("GET") || !this.definition.verbs().contains(Verb.WATCH)) {
			throw ApiStatusException.methodNotAllowed();
		}
		return this.watches.watch(exchange);
	}

	private Mono<Void> subresource(ApiExchange exchange, Predicate<String> hiddenHeaders) {
		RequestInfo info = exchange.info();
		if (info.namespace().isEmpty() && this.definition.namespaced()) {
			throw ApiStatusException.pathNotFound();
		}
		ConnectorDefinition connector = this.definition.connector(info.subresource());
		if (connector != null) {
			requireSegment(info.name());
			return this.connects.connect(exchange, connector, hiddenHeaders);
		}
		if (info.parts().size() > PARTS_OF_SUBRESOURCE) {
			throw ApiStatusException.pathNotFound();
		}
		if (info.subresource().equals("status") && this.definition.hasStatusSubresource()) {
			return switch (exchange.method()) {
				case "GET" -> this.reads.get(exchange);
				case "PUT" -> this.writes.update(exchange, Part.STATUS);
				case "PATCH" -> this.writes.patch(exchange, Part.STATUS);
				default -> throw ApiStatusException.methodNotAllowed();
			};
		}
		if (info.subresource().equals("scale") && this.scale != null) {
			return switch (exchange.method()) {
				case "GET" -> this.reads.scale(exchange, this.scale);
				case "PUT", "PATCH" -> this.writes.scale(exchange, this.scale);
				default -> throw ApiStatusException.methodNotAllowed();
			};
		}
		throw ApiStatusException.pathNotFound();
	}

	/**
	 * Hold that a verb is served, and that it is the one that was authorized.
	 */
	private ApiExchange require(ApiExchange exchange, Verb verb) {
		if (!exchange.info().verb().equals(verb.text())) {
			throw ApiStatusException.pathNotFound();
		}
		if (!this.definition.verbs().contains(verb)) {
			throw ApiStatusException.methodNotAllowed();
		}
		return exchange;
	}

}
