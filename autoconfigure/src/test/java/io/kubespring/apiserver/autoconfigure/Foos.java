package io.kubespring.apiserver.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connections;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.StoredResource;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.WebHandler;

/**
 * A stored resource that also tells which headers reach the code of a user.
 */
@ApiResource(group = "g.io", version = "v1")
class Foos implements StoredResource<Foos.Foo> {

	static class Foo extends ApiObject<FooSpec, Void> {

	}

	record FooSpec(String color) {

	}

	@ApiSubresource(of = Foos.class, name = "echo")
	static class Echo implements Connector<Foo> {

		@Override
		public WebHandler connect(Foo foo, RequestContext context) {
			return (exchange) -> {
				String seen = context.user().name() + " "
						+ String.join(",", new TreeSet<>(exchange.getRequest().getHeaders().headerNames()))
							.toLowerCase(Locale.ROOT);
				return exchange.getResponse()
					.writeWith(Mono
						.just(exchange.getResponse().bufferFactory().wrap(seen.getBytes(StandardCharsets.UTF_8))));
			};
		}

	}

	/**
	 * Says on a WebSocket what it sees of the opening, and of the request below it.
	 */
	@ApiSubresource(of = Foos.class, name = "talk")
	static class Talk implements Connector<Foo> {

		@Override
		public WebHandler connect(Foo foo, RequestContext context) {
			WebSocketHandler handler = new WebSocketHandler() {

				@Override
				public List<String> getSubProtocols() {
					return List.of("v5.channel.k8s.io", "v4.channel.k8s.io");
				}

				@Override
				public Mono<Void> handle(WebSocketSession session) {
					HandshakeInfo opening = session.getHandshakeInfo();
					return session.send(Mono.just(session.textMessage(context.user().name() + " "
							+ opening.getHeaders().get("Sec-WebSocket-Protocol") + " " + opening.getSubProtocol())));
				}

			};
			WebHandler socket = Connections.webSocket(handler);
			return (exchange) -> {
				HttpServerRequest below = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
				return (below.requestHeaders().getAll("Sec-WebSocket-Protocol").size() == 1) ? socket.handle(exchange)
						: Mono.error(new IllegalStateException("more is left than there should be"));
			};
		}

	}

}
