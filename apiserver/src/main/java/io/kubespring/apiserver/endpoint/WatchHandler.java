package io.kubespring.apiserver.endpoint;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ResourceBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.ListOptionsDecoder;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.ResourceVersions;
import io.kubespring.apiserver.watchcache.WatchRequest;
import io.kubespring.apiserver.watchcache.WatchRequest.Start;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;

/**
 * Serves {@code watch} of one resource.
 */
final class WatchHandler {

	private final ResourceDefinition definition;

	private final ResourceBackend backend;

	private final ObjectRenderer renderer;

	private final Duration shortest;

	WatchHandler(ResourceDefinition definition, ResourceBackend backend, ObjectRenderer renderer, Duration shortest) {
		this.definition = definition;
		this.backend = backend;
		this.renderer = renderer;
		this.shortest = shortest;
	}

	Mono<Void> watch(ApiExchange exchange) {
		Representation representation = Negotiator.WATCHES.negotiate(exchange.firstHeader(HttpHeaders.ACCEPT));
		RequestInfo info = exchange.info();
		ListOptions options = ListOptionsDecoder.decode(exchange.query(), true, info.deprecatedWatch());
		WatchRequest request = request(exchange, options);
		WatchEncoder encoder = new WatchEncoder(this.renderer, representation,
				ReadHandler.include(exchange, representation));
		DataBufferFactory buffers = exchange.response().bufferFactory();
		Flux<DataBuffer> frames = this.backend.watch(request, options, exchange)
			.map((batch) -> buffers.wrap(encoder.encode(batch)));
		return ResponseWriter.stream(exchange, Representation.Format.JSON.mediaType(), PacedBody.of(frames, true));
	}

	private WatchRequest request(ApiExchange exchange, ListOptions options) {
		long revision = ResourceVersions.parse(options.resourceVersion(), "");
		return new WatchRequest(SelectionReader.pathPrefix(exchange.info()),
				SelectionReader.read(this.definition, exchange.info(), options), start(options, revision), revision,
				options.allowWatchBookmarks(), timeout(options), exchange.executor());
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
			return Duration.ofSeconds(Math.max(seconds, 0));
		}
		return this.shortest.plusMillis((long) (this.shortest.toMillis() * ThreadLocalRandom.current().nextDouble()));
	}

}
