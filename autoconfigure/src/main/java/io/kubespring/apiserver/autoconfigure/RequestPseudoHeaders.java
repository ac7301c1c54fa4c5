package io.kubespring.apiserver.autoconfigure;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Resets streams of HTTP/2 whose headers lack what makes them a request, as Go's server
 * does. Netty lets some pass, and one without a method would have no answer for ever.
 */
final class RequestPseudoHeaders extends ChannelInboundHandlerAdapter {

	private final Http2Connection connection;

	private final Http2Connection.PropertyKey begun;

	RequestPseudoHeaders(Http2Connection connection) {
		this.connection = connection;
		this.begun = connection.newKey();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof Http2HeadersFrame frame && isFirst(frame) && !isRequest(frame.headers())) {
			ReferenceCountUtil.release(message);
			context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR).stream(frame.stream()));
			return;
		}
		context.fireChannelRead(message);
	}

	private boolean isFirst(Http2HeadersFrame frame) {
		Http2Stream stream = this.connection.stream(frame.stream().id());
		return stream != null && stream.setProperty(this.begun, Boolean.TRUE) == null;
	}

	private static boolean isRequest(Http2Headers headers) {
		CharSequence method = headers.method();
		if (method == null || method.isEmpty()) {
			return false;
		}
		if (method.toString().equals("CONNECT")) {
			return headers.authority() != null;
		}
		return isScheme(headers.scheme()) && isPath(headers.path());
	}

	private static boolean isScheme(@Nullable CharSequence scheme) {
		return scheme != null && (scheme.toString().equals("https") || scheme.toString().equals("http"));
	}

	private static boolean isPath(@Nullable CharSequence path) {
		return path != null && !path.isEmpty() && (path.charAt(0) == '/' || path.toString().equals("*"));
	}

}
