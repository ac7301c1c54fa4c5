package io.kubespring.apiserver.server;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.endpoint.ApiExchange;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.ClassUtils;

/**
 * What has to be done to the connection of a request, where Reactor Netty is the server.
 */
final class Connections {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.Connection",
			Connections.class.getClassLoader());

	private static final Executor CALLER = Runnable::run;

	private Connections() {
	}

	/**
	 * The event loop, or the calling thread where the server's is not known.
	 */
	static Executor eventLoop(ServerHttpRequest request) {
		return (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known)
				? ReactorNetty.eventLoop(known.getNativeRequest()) : CALLER;
	}

	/**
	 * The target of a request, octet for octet.
	 * @return the target, {@code null} where the server does not tell
	 */
	static @Nullable String target(ServerHttpRequest request) {
		return (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known)
				? ReactorNetty.target(known.getNativeRequest()) : null;
	}

	/**
	 * What the server has put in front of the path, because a header said that a proxy
	 * took it away.
	 * @return the prefix, empty for none
	 */
	static String forwardedPrefix(ServerHttpRequest request) {
		return (REACTOR_NETTY && request instanceof AbstractServerHttpRequest known)
				? ReactorNetty.forwardedPrefix(known.getNativeRequest()) : "";
	}

	/**
	 * Ask the client for another connection next time: by a header in HTTP/1.1, by a
	 * GOAWAY in HTTP/2, as the reference's server makes it of the same header.
	 */
	static void close(ApiExchange exchange) {
		if (REACTOR_NETTY && exchange.response() instanceof AbstractServerHttpResponse known
				&& ReactorNetty.goAway(known.getNativeResponse())) {
			return;
		}
		exchange.response().getHeaders().set(HttpHeaders.CONNECTION, "close");
	}

	/**
	 * Whether the request came as one of many streams of a connection.
	 */
	static boolean isHttp2(ApiExchange exchange) {
		return REACTOR_NETTY && exchange.response() instanceof AbstractServerHttpResponse known
				&& ReactorNetty.isStream(known.getNativeResponse());
	}

	/**
	 * Cut a response off that cannot be completed, so that the client does not take it
	 * for a whole one.
	 */
	static void abort(ApiExchange exchange) {
		ServerHttpResponse response = exchange.response();
		if (REACTOR_NETTY && response instanceof AbstractServerHttpResponse known) {
			ReactorNetty.abort(known.getNativeResponse());
		}
	}

	/**
	 * Whether a failure is only that the client is gone.
	 */
	static boolean isLost(Throwable ex) {
		return ex instanceof IOException || (REACTOR_NETTY && ReactorNetty.isLost(ex));
	}

	/**
	 * Loaded only where Reactor Netty is.
	 */
	private static final class ReactorNetty {

		private static final AttributeKey<Boolean> LEFT = AttributeKey.valueOf(Connections.class, "left");

		static Executor eventLoop(Object request) {
			return (request instanceof Connection connection) ? connection.channel().eventLoop() : CALLER;
		}

		static @Nullable String target(Object request) {
			return (request instanceof HttpServerRequest known) ? known.uri() : null;
		}

		static String forwardedPrefix(Object request) {
			String prefix = (request instanceof HttpServerRequest known) ? known.forwardedPrefix() : null;
			return (prefix != null) ? prefix : "";
		}

		static boolean isStream(Object response) {
			return response instanceof Connection connection && connection.channel() instanceof Http2StreamChannel;
		}

		/**
		 * Tell the client once to open no more streams; those that are open go on, and
		 * the connection ends with the last of them. Some clients take it for the end of
		 * everything, so it comes behind the response.
		 */
		static boolean goAway(Object response) {
			if (!(response instanceof Connection connection)
					|| !(connection.channel() instanceof Http2StreamChannel stream)) {
				return false;
			}
			Channel parent = stream.parent();
			if (parent.attr(LEFT).setIfAbsent(Boolean.TRUE) == null) {
				stream.closeFuture()
					.addListener((closed) -> parent.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR))
						.addListener((sent) -> closeWithLastStream(parent)));
			}
			return true;
		}

		private static void closeWithLastStream(Channel parent) {
			Http2FrameCodec codec = parent.pipeline().get(Http2FrameCodec.class);
			if (codec == null) {
				return;
			}
			Http2Connection streams = codec.connection();
			if (streams.numActiveStreams() == 0) {
				closeSoon(parent);
				return;
			}
			streams.addListener(new Http2ConnectionAdapter() {

				@Override
				public void onStreamClosed(Http2Stream closed) {
					if (streams.numActiveStreams() == 0) {
						closeSoon(parent);
					}
				}

			});
		}

		/**
		 * As the reference: whoever was told to go gets a moment to read it.
		 */
		private static void closeSoon(Channel parent) {
			parent.eventLoop().schedule(() -> parent.close(), 1, TimeUnit.SECONDS);
		}

		static void abort(Object response) {
			if (response instanceof Connection connection) {
				connection.channel().close();
			}
		}

		static boolean isLost(Throwable ex) {
			return AbortedException.isConnectionReset(ex);
		}

	}

}
