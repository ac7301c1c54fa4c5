package io.kubespring.apiserver.endpoint;

import reactor.netty.Connection;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.ClassUtils;

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
	 * Loaded only where Reactor Netty is.
	 */
	private static final class ReactorNetty {

		static void close(Object request) {
			if (request instanceof Connection connection) {
				connection.channel().close();
			}
		}

	}

}
