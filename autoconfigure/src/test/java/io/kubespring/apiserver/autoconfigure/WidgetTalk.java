package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connections;
import io.kubespring.apiserver.resource.Connector;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * A subresource for tests: repeats what it hears, and fails as its path says.
 */
@ApiSubresource(of = Widgets.class, name = "talk", methods = { "GET", "POST", "PUT", "PATCH", "DELETE" })
class WidgetTalk implements Connector<Widgets.Widget> {

	@Override
	public WebHandler connect(Widgets.Widget widget, RequestContext context) {
		String greeting = context.user().name() + " " + widget.getMetadata().getName() + " "
				+ Thread.currentThread().getName().replaceAll("-.*", "");
		WebHandler socket = Connections.webSocket((session) -> talk(session, greeting));
		return (exchange) -> (exchange.getRequest().getHeaders().getUpgrade() != null) ? socket.handle(exchange)
				: answer(exchange, greeting);
	}

	private static Mono<Void> talk(WebSocketSession session, String greeting) {
		return session.send(session.receive()
			.map((message) -> session.textMessage(message.getPayloadAsText()))
			.startWith(session.textMessage(greeting)));
	}

	private static Mono<Void> answer(ServerWebExchange exchange, String greeting) {
		String path = exchange.getRequest().getPath().value();
		return switch (path) {
			case "/fail/status" -> Mono.error(ApiStatusException.badRequest("no such tune"));
			case "/fail/spring" -> Mono.error(new ResponseStatusException(HttpStatus.CONFLICT, "somebody else sings"));
			case "/fail/now" -> throw new IllegalStateException("a secret");
			default ->
				exchange.getResponse()
					.writeWith(Mono.just(exchange.getResponse()
						.bufferFactory()
						.wrap((exchange.getRequest().getMethod() + " " + path + " "
								+ Thread.currentThread().getName().replaceAll("-.*", "") + " " + greeting)
							.getBytes())));
		};
	}

}
