package io.kubespring.apiserver.server;

import java.util.concurrent.Executor;

import reactor.netty.Connection;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.ClassUtils;

/**
 * Finds the event loop that serves a request's connection.
 */
final class EventLoops {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.Connection",
			EventLoops.class.getClassLoader());

	private static final Executor CALLER = Runnable::run;

	private EventLoops() {
	}

	/**
	 * The event loop, or the calling thread where the server's is not known.
	 */
	static Executor of(ServerHttpRequest request) {
		return (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known)
				? ReactorNetty.of(known.getNativeRequest()) : CALLER;
	}

	/**
	 * Loaded only where Reactor Netty is.
	 */
	private static final class ReactorNetty {

		static Executor of(Object request) {
			return (request instanceof Connection connection) ? connection.channel().eventLoop() : CALLER;
		}

	}

}
