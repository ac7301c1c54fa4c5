package io.kubespring.apiserver.autoconfigure;

import java.net.SocketAddress;
import java.time.Duration;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.IdleTimeoutHandler;

/**
 * Guards connections against clients that take too long to say what they want, or say
 * what is no request, where Reactor Netty does not. It has no limit for the headers of
 * HTTP/1.1, and by its own for idle connections would send away the client of one of
 * HTTP/2 whose watches have nothing to tell.
 */
final class ConnectionGuards implements ChannelPipelineConfigurer {

	private static final String NAME = "kubespring.guards";

	private final Duration headers;

	private final Duration idle;

	ConnectionGuards(Duration headers, Duration idle) {
		this.headers = headers;
		this.idle = idle;
	}

	@Override
	public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remoteAddress) {
		if (channel.pipeline().get(NettyPipeline.ReactiveBridge) != null && channel.parent() != null) {
			channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, new Installation());
		}
	}

	/**
	 * Which protocol it is is known after the handshake.
	 */
	private final class Installation extends ChannelInboundHandlerAdapter {

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			context.fireUserEventTriggered(event);
			if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
				install(context.pipeline());
				context.pipeline().remove(this);
			}
		}

		private void install(ChannelPipeline pipeline) {
			Http2FrameCodec http2 = pipeline.get(Http2FrameCodec.class);
			if (http2 != null) {
				IdleTimeoutHandler.removeIdleTimeoutHandler(pipeline);
				pipeline.addAfter(pipeline.context(http2).name(), "kubespring.pseudoHeaders",
						new RequestPseudoHeaders(http2.connection()));
				IdleStreams.watch(pipeline.context(http2), http2.connection(), ConnectionGuards.this.idle);
			}
			else if (pipeline.get(HttpServerCodec.class) != null) {
				OneAnswer.addTo(pipeline);
				HeaderTimeout.addTo(pipeline, ConnectionGuards.this.headers);
			}
		}

	}

}
