package io.kubespring.apiserver.autoconfigure;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.NettyPipeline;

/**
 * Ends a connection of HTTP/1.1 when the body of a request turns out to be malformed
 * after the request was answered. Reactor Netty would answer once more, which the client
 * would take for the answer to its next request.
 */
final class OneAnswer extends ChannelDuplexHandler {

	private int unanswered;

	private OneAnswer() {
	}

	static void addTo(ChannelPipeline pipeline) {
		pipeline.addAfter(NettyPipeline.HttpCodec, "kubespring.oneAnswer", new OneAnswer());
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpRequest) {
			this.unanswered++;
		}
		else if (this.unanswered <= 0 && message instanceof HttpContent content
				&& content.decoderResult().isFailure()) {
			ReferenceCountUtil.release(message);
			context.close();
			return;
		}
		context.fireChannelRead(message);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpResponse response
				&& response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
			this.unanswered--;
		}
		context.write(message, promise);
	}

}
