package io.kubespring.apiserver.endpoint;

import java.nio.ByteBuffer;

import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchOvertakenException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * Sends the events of a watch over a WebSocket, each as one text message. What the client
 * says is read and ignored, but for its end. The next batch is asked for when the one
 * before was written.
 */
final class WebSocketWatch {

	private WebSocketWatch() {
	}

	static Mono<Void> serve(ApiExchange exchange, Flux<WatchBatch> batches, WatchEncoder encoder) {
		return WebSocketHandshake.open(exchange,
				(session) -> send(exchange, session, batches, encoder).takeUntilOther(end(session))
					.onErrorResume(WatchOvertakenException.class, (ex) -> giveUp(exchange)));
	}

	/**
	 * Completes when the client closes the connection, or is lost: a failure in this
	 * place would end what is sent without cancelling it.
	 */
	private static Mono<Void> end(WebSocketSession session) {
		return session.receive().then().onErrorComplete();
	}

	/**
	 * The end of a bean's watch comes on any thread. The frame that tells it is written
	 * on the connection's, at once: what ends the receiving would take it back otherwise.
	 */
	private static Mono<Void> send(ApiExchange exchange, WebSocketSession session, Flux<WatchBatch> batches,
			WatchEncoder encoder) {
		return batches.concatMap((batch) -> session.send(messages(session, encoder.encode(batch))), 0)
			.then()
			.publishOn(Schedulers.fromExecutor(exchange.executor()))
			.then(Mono.defer(() -> session.close(CloseStatus.NORMAL)));
	}

	/**
	 * The lines of a batch, newline included, without a copy.
	 */
	private static Flux<WebSocketMessage> messages(WebSocketSession session, byte[] lines) {
		return Flux.generate(() -> 0, (start, sink) -> {
			if (start == lines.length) {
				sink.complete();
				return start;
			}
			int end = start;
			while (lines[end] != '\n') {
				end++;
			}
			end++;
			sink.next(new WebSocketMessage(WebSocketMessage.Type.TEXT,
					session.bufferFactory().wrap(ByteBuffer.wrap(lines, start, end - start))));
			return end;
		});
	}

	private static Mono<Void> giveUp(ApiExchange exchange) {
		NativeStreams.close(exchange.request());
		return Mono.empty();
	}

}
