package io.kubespring.apiserver.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;

/**
 * The opening of a WebSocket as the reference's server has it, after
 * {@code golang.org/x/net/websocket}: version 13, a key, and an origin, which browsers
 * send; at most one subprotocol, which is confirmed whatever it is. Refusals are bare.
 */
final class WebSocketHandshake {

	private static final String KEY = "Sec-WebSocket-Key";

	private static final String VERSION = "Sec-WebSocket-Version";

	private static final String PROTOCOL = "Sec-WebSocket-Protocol";

	private WebSocketHandshake() {
	}

	static boolean isAskedFor(ApiExchange exchange) {
		return exchange.firstHeader(HttpHeaders.UPGRADE).equalsIgnoreCase("websocket") && isUpgrade(exchange);
	}

	private static boolean isUpgrade(ApiExchange exchange) {
		List<String> values = exchange.request().getHeaders().getOrDefault(HttpHeaders.CONNECTION, List.of());
		return values.stream().anyMatch((value) -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
	}

	/**
	 * Open a WebSocket, or refuse to.
	 * @param handler what happens on it
	 */
	static Mono<Void> open(ApiExchange exchange, WebSocketHandler handler) {
		// The reference takes over the connection before any header is written.
		exchange.response().getHeaders().clear();
		if (exchange.firstHeader(KEY).isEmpty()) {
			return refuse(exchange, 400, "mismatch challenge/response");
		}
		if (!exchange.firstHeader(VERSION).equals("13")) {
			exchange.response().getHeaders().set(VERSION, "13");
			return refuse(exchange, 400, "missing or bad WebSocket Version");
		}
		if (!isOrigin(exchange.firstHeader(HttpHeaders.ORIGIN))) {
			return refuse(exchange, 403, "");
		}
		String protocol = exchange.firstHeader(PROTOCOL).trim();
		if (protocol.indexOf(',') >= 0) {
			return refuse(exchange, 400, "");
		}
		return upgrade(exchange, handler, protocol.isEmpty() ? null : protocol);
	}

	/**
	 * Whether a text is an absolute URI with a path or a host, or an absolute path.
	 */
	private static boolean isOrigin(String origin) {
		try {
			URI uri = new URI(origin);
			return !origin.isEmpty() && (uri.isAbsolute() ? !uri.isOpaque() : origin.startsWith("/"));
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static Mono<Void> refuse(ApiExchange exchange, int code, String text) {
		ServerHttpResponse response = exchange.response();
		response.setStatusCode(HttpStatusCode.valueOf(code));
		response.getHeaders().set(HttpHeaders.CONNECTION, "close");
		response.getHeaders().setContentLength(text.length());
		byte[] body = text.getBytes(StandardCharsets.US_ASCII);
		return text.isEmpty() ? response.setComplete()
				: response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
	}

	private static Mono<Void> upgrade(ApiExchange exchange, WebSocketHandler handler, @Nullable String protocol) {
		ServerHttpRequest request = exchange.request();
		ServerWebExchange web = WebExchanges.of(request, exchange.response());
		return Upgrades.STRATEGY.upgrade(web, handler, protocol,
				() -> new HandshakeInfo(request.getURI(), request.getHeaders(), Mono.empty(), protocol));
	}

	/**
	 * Loaded when the first WebSocket is opened.
	 */
	private static final class Upgrades {

		/**
		 * Whatever fits the server.
		 */
		private static final RequestUpgradeStrategy STRATEGY = new HandshakeWebSocketService().getUpgradeStrategy();

	}

}
