package io.kubespring.apiserver.endpoint;

import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.websocket.WebsocketOutbound;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.socket.CloseStatus;

/**
 * Reaches for the stream that a request came on, where the server's is known.
 */
final class NativeStreams {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.Connection",
			NativeStreams.class.getClassLoader());

	private NativeStreams() {
	}

	/**
	 * Close the stream without waiting for what is still to be sent: the connection of
	 * HTTP/1.1, or the one stream of HTTP/2.
	 */
	static void close(ServerHttpRequest request) {
		if (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known) {
			ReactorNetty.close(known.getNativeRequest());
		}
	}

	/**
	 * Whether the connection was upgraded to a WebSocket.
	 */
	static boolean isWebSocket(ServerHttpRequest request) {
		return REACTOR_NETTY && request instanceof AbstractServerHttpRequest known
				&& ReactorNetty.webSocket(known.getNativeRequest()) != null;
	}

	/**
	 * Say on a WebSocket that it ends, and close it. Does nothing to other connections.
	 */
	static void closeWebSocket(ServerHttpRequest request, CloseStatus status) {
		if (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known) {
			ReactorNetty.closeWebSocket(known.getNativeRequest(), status.getCode());
		}
	}

	/**
	 * Put a header into the place of those of its name, also for what reads the request
	 * below Spring.
	 */
	static void setHeader(ServerHttpRequest request, String name, String value) {
		if (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known) {
			ReactorNetty.setHeader(known.getNativeRequest(), name, value);
		}
	}

	/**
	 * Do something when the stream is closed, at once if it is.
	 */
	static void onClose(ServerHttpRequest request, Runnable action) {
		if (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known) {
			ReactorNetty.onClose(known.getNativeRequest(), action);
		}
	}

	/**
	 * Loaded only where Reactor Netty is.
	 */
	private static final class ReactorNetty {

		static void close(Object request) {
			if (request instanceof Connection connection) {
				connection.channel().close();
			}
		}

		static void setHeader(Object request, String name, String value) {
			if (request instanceof HttpServerRequest received) {
				received.requestHeaders().set(name, value);
			}
		}

		static @Nullable WebsocketOutbound webSocket(Object request) {
			return (request instanceof Connection connection
					&& ChannelOperations.get(connection.channel()) instanceof WebsocketOutbound socket) ? socket : null;
		}

		static void closeWebSocket(Object request, int code) {
			WebsocketOutbound socket = webSocket(request);
			if (socket != null) {
				socket.sendClose(code, "").subscribe(null, (ex) -> close(request));
			}
		}

		static void onClose(Object request, Runnable action) {
			if (request instanceof Connection connection) {
				connection.channel().closeFuture().addListener((closed) -> action.run());
			}
		}

	}

}
