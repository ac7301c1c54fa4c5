package io.kubespring.apiserver.endpoint;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ResourceBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.ListOptionsDecoder;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.ResourceVersions;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchRequest;
import io.kubespring.apiserver.watchcache.WatchRequest.Start;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * Serves {@code watch} of one resource: reads what is asked, in the reference's order,
 * and hands the events to a stream or to a WebSocket.
 */
final class WatchHandler {

	/**
	 * Some decades; sums with it stay far from the end of the numbers.
	 */
	private static final long LONGEST_SECONDS = Integer.MAX_VALUE;

	private final ResourceDefinition definition;

	private final ResourceBackend backend;

	private final ObjectRenderer renderer;

	private final Duration shortest;

	private final LongRunningRequests longRunning;

	WatchHandler(ResourceDefinition definition, ResourceBackend backend, ObjectRenderer renderer, Duration shortest,
			LongRunningRequests longRunning) {
		this.definition = definition;
		this.backend = backend;
		this.renderer = renderer;
		this.shortest = shortest;
		this.longRunning = longRunning;
	}

	Mono<Void> watch(ApiExchange exchange) {
		Representation representation = Negotiator.RESOURCES.negotiate(exchange.firstHeader(HttpHeaders.ACCEPT));
		RequestInfo info = exchange.info();
		ListOptions options = ListOptionsDecoder.decode(exchange.query(), true, info.deprecatedWatch());
		WatchRequest request = request(exchange, options);
		Flux<WatchBatch> batches = batches(exchange, options, request);
		if (representation.format() != Representation.Format.JSON) {
			throw ApiStatusException
				.notAcceptable("only the following media types are accepted: application/json;stream=watch");
		}
		WatchEncoder encoder = new WatchEncoder(this.renderer, representation,
				ReadHandler.include(exchange, representation));
		if (representation.target() == Representation.Target.PARTIAL_LIST) {
			// No event is a list; the reference gives up at the first, but for errors.
			batches = batches.takeWhile((batch) -> batch.signals().get(0).error() != null);
		}
		if (this.definition.stored()) {
			return serve(exchange, batches, encoder, request);
		}
		Flux<WatchBatch> ofUser = batches;
		// The connection subscribes to the events, and knows nothing of the request.
		return Mono.deferContextual((context) -> serve(exchange, ofUser.contextWrite(context), encoder, request));
	}

	private static Mono<Void> serve(ApiExchange exchange, Flux<WatchBatch> batches, WatchEncoder encoder,
			WatchRequest request) {
		return WebSocketHandshake.isAskedFor(exchange) ? WebSocketWatch.serve(exchange, batches, encoder)
				: WatchStream.serve(exchange, batches, encoder, request.initialEnd());
	}

	private Flux<WatchBatch> batches(ApiExchange exchange, ListOptions options, WatchRequest request) {
		Long seconds = options.timeoutSeconds();
		if (seconds != null && seconds < 0 && options.resourceVersion().isEmpty()
				&& options.sendInitialEvents() != null) {
			// To find out the latest revision takes time, and there is none.
			return WatchBatch.failed(500, "InternalError", "context deadline exceeded");
		}
		Flux<WatchBatch> batches = this.backend.watch(request, options, exchange);
		return this.definition.stored() ? batches : this.longRunning.watch(batches);
	}

	private WatchRequest request(ApiExchange exchange, ListOptions options) {
		String prefix = SelectionReader.pathPrefix(exchange.info());
		var selection = SelectionReader.read(this.definition, exchange.info(), options);
		long revision = ResourceVersions.parse(options.resourceVersion(), "");
		boolean initialEnd = options.allowWatchBookmarks() && Boolean.TRUE.equals(options.sendInitialEvents());
		return new WatchRequest(prefix, selection, start(options, revision), revision, options.allowWatchBookmarks(),
				initialEnd, timeout(options), exchange.executor());
	}

	private static Start start(ListOptions options, long revision) {
		boolean initial = (options.sendInitialEvents() != null) ? options.sendInitialEvents() : revision == 0;
		if (!initial) {
			return (revision == 0) ? Start.NOW : Start.AFTER_REVISION;
		}
		return options.resourceVersion().isEmpty() ? Start.LATEST_STATE : Start.STATE_NOT_OLDER_THAN;
	}

	/**
	 * The client's time, or a random one, so that clients do not return all at once.
	 */
	private Duration timeout(ListOptions options) {
		Long seconds = options.timeoutSeconds();
		if (seconds != null && seconds != 0) {
			return Duration.ofSeconds(Math.min(Math.max(seconds, 0), LONGEST_SECONDS));
		}
		return this.shortest.plusMillis((long) (this.shortest.toMillis() * ThreadLocalRandom.current().nextDouble()));
	}

}
