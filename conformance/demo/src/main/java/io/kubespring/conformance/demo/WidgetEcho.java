package io.kubespring.conformance.demo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connections;
import io.kubespring.apiserver.resource.Connector;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebHandler;

/**
 * Answers with the request that reached it; on a WebSocket says who called and then
 * repeats what it hears.
 */
@ApiSubresource(of = Widgets.class, name = "echo")
class WidgetEcho implements Connector<Widget> {

	@Override
	public WebHandler connect(Widget widget, RequestContext context) {
		V1ObjectMeta metadata = Objects.requireNonNull(widget.getMetadata(), "a stored object has metadata");
		String caller = context.user().name() + " at " + context.namespace() + "/" + metadata.getName();
		WebHandler http = RouterFunctions
			.toWebHandler(RouterFunctions.route(RequestPredicates.path("/fail/*"), WidgetEcho::fail)
				.andRoute(RequestPredicates.path("/nowhere/**").negate(),
						(request) -> echo(request, caller, context.user())));
		WebHandler socket = Connections.webSocket((session) -> talk(session, caller));
		return (exchange) -> (exchange.getRequest().getHeaders().getUpgrade() != null) ? socket.handle(exchange)
				: http.handle(exchange);
	}

	/**
	 * Repeats text as text and octets as octets, until it hears {@code end}.
	 */
	private static Mono<Void> talk(WebSocketSession session, String caller) {
		return session.send(session.receive()
			.takeWhile((message) -> !message.getPayloadAsText().equals("end"))
			.map((message) -> new WebSocketMessage(message.getType(),
					session.bufferFactory().wrap(message.getPayloadAsText().getBytes(StandardCharsets.UTF_8))))
			.startWith(session.textMessage(caller + " " + session.getHandshakeInfo().getUri().getPath())));
	}

	private static Mono<ServerResponse> echo(ServerRequest request, String caller, UserInfo user) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("method", request.method().name());
		body.put("path", request.requestPath().value());
		body.put("query", request.queryParams());
		body.put("caller", caller);
		body.put("groups", user.groups());
		body.put("extra", user.extra());
		body.put("headers", new TreeSet<>(
				request.headers().asHttpHeaders().headerNames().stream().map(String::toLowerCase).toList()));
		return request.bodyToMono(String.class)
			.doOnNext((text) -> body.put("body", text))
			.then(ServerResponse.ok().bodyValue(body));
	}

	/**
	 * Fails as {@code /fail/HOW} says.
	 */
	private static Mono<ServerResponse> fail(ServerRequest request) {
		RuntimeException failure = switch (request.requestPath().value()) {
			case "/fail/status" -> ApiStatusException.badRequest("no such tune");
			case "/fail/spring" -> new ResponseStatusException(HttpStatus.CONFLICT, "somebody else sings");
			default -> new IllegalStateException("a secret");
		};
		return Mono.error(failure);
	}

}
