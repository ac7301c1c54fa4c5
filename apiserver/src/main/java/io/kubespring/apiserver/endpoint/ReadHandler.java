package io.kubespring.apiserver.endpoint;

import java.time.Clock;
import java.util.function.Function;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.AtHand;
import io.kubespring.apiserver.registry.ListQuery;
import io.kubespring.apiserver.registry.ListQuery.Freshness;
import io.kubespring.apiserver.registry.ObjectSlice;
import io.kubespring.apiserver.registry.ResourceBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.ListOptionsDecoder;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.ResourceVersions;
import reactor.core.publisher.Mono;

/**
 * Serves {@code get} and {@code list} of one resource.
 */
final class ReadHandler {

	private final ResourceDefinition definition;

	private final ResourceBackend backend;

	private final ObjectRenderer renderer;

	ReadHandler(ResourceDefinition definition, ResourceBackend backend, Clock clock) {
		this.definition = definition;
		this.backend = backend;
		this.renderer = new ObjectRenderer(definition, clock);
	}

	ObjectRenderer renderer() {
		return this.renderer;
	}

	Mono<Void> get(ApiExchange exchange) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		return found(exchange, read(exchange), (object) -> answer(exchange, 200, representation, object));
	}

	/**
	 * Show an object as its scale.
	 */
	Mono<Void> scale(ApiExchange exchange, ScaleRenderer scales) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		return found(exchange, read(exchange), (object) -> ResponseWriter.writeJson(exchange, 200, representation,
				scales.scale(object, representation, include(exchange, representation))));
	}

	/**
	 * Go on with an object, at once if it is at hand, or answer that there is none.
	 */
	Mono<Void> found(ApiExchange exchange, Mono<EncodedObject> object, Function<EncodedObject, Mono<Void>> next) {
		if (!AtHand.is(object)) {
			return object.switchIfEmpty(Mono.error(() -> notFound(exchange))).flatMap(next);
		}
		EncodedObject found = AtHand.take(object);
		if (found == null) {
			throw notFound(exchange);
		}
		return next.apply(found);
	}

	private ApiStatusException notFound(ApiExchange exchange) {
		return ApiStatusException.notFound(this.definition.groupResource(), exchange.info().name());
	}

	/**
	 * The object that the request names.
	 */
	Mono<EncodedObject> read(ApiExchange exchange) {
		QueryParameters query = exchange.query();
		if (Boolean.TRUE.equals(query.flag("export"))) {
			throw ApiStatusException.badRequest("the export parameter, deprecated since v1.14, is no longer supported");
		}
		String resourceVersion = query.first("resourceVersion");
		long revision = ResourceVersions.parse(resourceVersion, "");
		return this.backend.get(exchange.key(), freshness(resourceVersion, revision), revision, exchange);
	}

	/**
	 * The object that the request names, whatever its query says.
	 */
	Mono<EncodedObject> readLatest(ApiExchange exchange) {
		return this.backend.get(exchange.key(), Freshness.LATEST, 0, exchange);
	}

	Mono<Void> list(ApiExchange exchange) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		ListOptions options = ListOptionsDecoder.decode(exchange.query(), false, false);
		ListQuery query = query(exchange, options);
		Mono<ObjectSlice> slice = this.backend.list(query, exchange);
		Function<ObjectSlice, Mono<Void>> write = (found) -> answer(exchange, representation, found);
		ObjectSlice atHand = AtHand.is(slice) ? AtHand.take(slice) : null;
		return (atHand != null) ? write.apply(atHand) : slice.flatMap(write);
	}

	/**
	 * Answer with objects.
	 */
	Mono<Void> answer(ApiExchange exchange, Representation representation, ObjectSlice objects) {
		return ListWriter.write(exchange, representation,
				new ListBody(this.renderer, objects, representation, include(exchange, representation)));
	}

	/**
	 * Answer with one object. The compressed form of a long one is kept with its
	 * revision.
	 */
	Mono<Void> answer(ApiExchange exchange, int status, Representation representation, EncodedObject object) {
		boolean compressed = representation.equals(Representation.JSON) && object.json().length >= Gzip.LONGEST_PLAIN
				&& Gzip.isAccepted(exchange);
		if (compressed) {
			return ResponseWriter.writeCompressed(exchange, status, representation.format().mediaType(),
					object.memo(Gzip.class, (encoded) -> Gzip.member(TreeCodec.SHARED.line(encoded.json()))));
		}
		return ResponseWriter.writeJson(exchange, status, representation,
				this.renderer.object(object, representation, include(exchange, representation)));
	}

	static TableRenderer.IncludeObject include(ApiExchange exchange, Representation representation) {
		return (representation.target() == Representation.Target.TABLE)
				? TableRenderer.IncludeObject.of(exchange.query().first("includeObject"))
				: TableRenderer.IncludeObject.METADATA;
	}

	ListQuery query(ApiExchange exchange, ListOptions options) {
		return new ListQuery(SelectionReader.pathPrefix(exchange.info()), this.definition.namespaced(),
				SelectionReader.read(this.definition, exchange.info(), options), options);
	}

	private static Freshness freshness(String resourceVersion, long revision) {
		return resourceVersion.isEmpty() ? Freshness.LATEST
				: (revision == 0) ? Freshness.ANY : Freshness.NOT_OLDER_THAN;
	}

}
