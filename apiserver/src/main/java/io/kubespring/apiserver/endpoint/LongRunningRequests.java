package io.kubespring.apiserver.endpoint;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.watchcache.WatchBatch;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.web.reactive.socket.CloseStatus;

/**
 * The requests of one resource that user code serves for as long as it likes: watches of
 * beans, and WebSockets. They are ended with the server, which would have to wait for
 * them; watches of stored resources are ended by their cache.
 */
final class LongRunningRequests {

	private final AtomicInteger watches = new AtomicInteger();

	private final Set<ApiExchange> sockets = ConcurrentHashMap.newKeySet();

	private final Sinks.Empty<Void> end = Sinks.empty();

	private volatile boolean ended;

	/**
	 * A watch that completes with the server.
	 */
	Flux<WatchBatch> watch(Flux<WatchBatch> batches) {
		return Flux.defer(() -> {
			this.watches.incrementAndGet();
			return batches.takeUntilOther(this.end.asMono()).doFinally((signal) -> this.watches.decrementAndGet());
		});
	}

	/**
	 * A connection that is closed with the server if it became a WebSocket. Plain HTTP is
	 * finished as other requests are.
	 */
	Mono<Void> connect(ApiExchange exchange, Mono<Void> handled) {
		if (!WebSocketHandshake.isAskedFor(exchange)) {
			return handled;
		}
		return handled.doOnSubscribe((subscription) -> this.sockets.add(exchange))
			.doFinally((signal) -> opened(exchange));
	}

	private void opened(ApiExchange exchange) {
		if (!NativeStreams.isWebSocket(exchange.request())) {
			this.sockets.remove(exchange);
			return;
		}
		NativeStreams.onClose(exchange.request(), () -> this.sockets.remove(exchange));
		if (this.ended) {
			close(exchange);
		}
	}

	/**
	 * The number of watches that are open.
	 */
	int watches() {
		return this.watches.get();
	}

	/**
	 * The number of WebSockets that are open or being opened.
	 */
	int sockets() {
		return this.sockets.size();
	}

	/**
	 * End all, those to come as well.
	 */
	void end() {
		this.ended = true;
		this.end.tryEmitEmpty();
		this.sockets.forEach(LongRunningRequests::close);
	}

	private static void close(ApiExchange exchange) {
		NativeStreams.closeWebSocket(exchange.request(), CloseStatus.GOING_AWAY);
	}

}
