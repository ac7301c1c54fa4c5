package io.kubespring.apiserver.autoconfigure;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connections;
import io.kubespring.apiserver.resource.Connector;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * A subresource for tests that says one word and then nothing for ever, and tells how
 * that ended.
 */
@ApiSubresource(of = Widgets.class, name = "hold")
class WidgetHold implements Connector<Widgets.Widget> {

	private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

	@Override
	public WebHandler connect(Widgets.Widget widget, RequestContext context) {
		WebHandler socket = Connections.webSocket(this::hold);
		return (exchange) -> (exchange.getRequest().getHeaders().getUpgrade() != null) ? socket.handle(exchange)
				: answer(exchange);
	}

	private Mono<Void> hold(WebSocketSession session) {
		return switch (session.getHandshakeInfo().getUri().getPath()) {
			case "/send" -> session.send(held().map(session::textMessage));
			case "/receive" -> session.receive().doFinally((signal) -> this.ends.add(signal.toString())).then();
			default -> session.receive().then(Mono.fromRunnable(() -> this.ends.add("finished")));
		};
	}

	private Mono<Void> answer(ServerWebExchange exchange) {
		Flux<DataBuffer> words = held().map((word) -> exchange.getResponse().bufferFactory().wrap(word.getBytes()));
		return exchange.getResponse().writeAndFlushWith(words.map(Mono::just));
	}

	private Flux<String> held() {
		return Flux.<String>never().startWith("held").doFinally((signal) -> this.ends.add(signal.toString()));
	}

	/**
	 * How the next connection ended that did.
	 */
	String end() throws InterruptedException {
		@Nullable String end = this.ends.poll(20, TimeUnit.SECONDS);
		if (end == null) {
			throw new AssertionError("nothing ended");
		}
		return end;
	}

}
