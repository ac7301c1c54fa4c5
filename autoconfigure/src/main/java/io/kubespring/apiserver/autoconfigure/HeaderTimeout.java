package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Closes a connection of HTTP/1.1 whose client has begun a request and does not end its
 * headers in time, or does not begin its first one. After {@code ReadHeaderTimeout} of
 * Go's server. A request whose headers come in one piece costs no timer.
 */
final class HeaderTimeout extends ChannelInboundHandlerAdapter {

	private static final String HEADS = "kubespring.requestHeads";

	private final Duration timeout;

	private boolean unfinished = true;

	private boolean body;

	private @Nullable Future<?> timer;

	private HeaderTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	static void addTo(ChannelPipeline pipeline, Duration timeout) {
		HeaderTimeout bytes = new HeaderTimeout(timeout);
		pipeline.addBefore(NettyPipeline.HttpCodec, "kubespring.requestBytes", bytes);
		pipeline.addAfter(NettyPipeline.HttpCodec, HEADS, bytes.new Heads());
		bytes.begin(pipeline.context(bytes));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object bytes) {
		if (!this.body) {
			this.unfinished = true;
		}
		context.fireChannelRead(bytes);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.unfinished && this.timer == null) {
			begin(context);
		}
		context.fireChannelReadComplete();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		end();
		context.fireChannelInactive();
	}

	private void begin(ChannelHandlerContext context) {
		this.timer = context.executor().schedule(() -> expire(context), this.timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void end() {
		this.unfinished = false;
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	/**
	 * What follows an upgrade is not HTTP any more.
	 */
	private void expire(ChannelHandlerContext context) {
		this.timer = null;
		if (context.pipeline().get(HttpServerCodec.class) != null) {
			context.close();
		}
		else {
			context.pipeline().remove(this);
		}
	}

	/**
	 * Sees what the codec has made of the bytes.
	 */
	private final class Heads extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (message instanceof HttpRequest) {
				end();
				HeaderTimeout.this.body = true;
			}
			if (message instanceof LastHttpContent) {
				HeaderTimeout.this.body = false;
			}
			context.fireChannelRead(message);
		}

	}

}
