package io.kubespring.apiserver.resource;

import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.WebHandler;

/**
 * Handlers for {@link Connector} beans.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Connections {

	private Connections() {
	}

	/**
	 * Serve a WebSocket.
	 * @param handler what happens on it
	 * @return a handler that upgrades the request
	 */
	public static WebHandler webSocket(WebSocketHandler handler) {
		WebSocketService service = new HandshakeWebSocketService();
		return (exchange) -> service.handleRequest(exchange, handler);
	}

}
