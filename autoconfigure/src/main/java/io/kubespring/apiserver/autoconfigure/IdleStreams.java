package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Closes a connection of HTTP/2 that has no request for some time, whatever else is said
 * on it: neither pings nor headers without end keep it open. A watch without events does.
 * After {@code IdleTimeout} of Go's server.
 */
final class IdleStreams extends Http2ConnectionAdapter implements Runnable {

	private final ChannelHandlerContext context;

	private final Http2Connection connection;

	private final long idleNanos;

	private long since;

	private IdleStreams(ChannelHandlerContext context, Http2Connection connection, Duration idle) {
		this.context = context;
		this.connection = connection;
		this.idleNanos = idle.toNanos();
		this.since = now();
	}

	static void watch(ChannelHandlerContext context, Http2Connection connection, Duration idle) {
		IdleStreams streams = new IdleStreams(context, connection, idle);
		connection.addListener(streams);
		streams.lookAfter(streams.idleNanos);
	}

	@Override
	public void onStreamClosed(Http2Stream stream) {
		this.since = now();
	}

	@Override
	public void run() {
		if (!this.context.channel().isActive()) {
			return;
		}
		long left = (this.connection.numActiveStreams() > 0) ? this.idleNanos : this.since + this.idleNanos - now();
		if (left <= 0) {
			this.context.channel().close();
		}
		else {
			lookAfter(left);
		}
	}

	private void lookAfter(long nanos) {
		this.context.executor().schedule(this, nanos, TimeUnit.NANOSECONDS);
	}

	private long now() {
		return this.context.executor().ticker().nanoTime();
	}

}
