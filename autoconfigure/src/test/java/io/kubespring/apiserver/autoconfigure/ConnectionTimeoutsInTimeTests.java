package io.kubespring.apiserver.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limits of connections at their defaults, in virtual time (case 142).
 */
class ConnectionTimeoutsInTimeTests {

	private final ApiServerServingProperties defaults = new ApiServerServingProperties();

	private final EmbeddedChannel channel = new EmbeddedChannel();

	@BeforeEach
	void freeze() {
		this.channel.freezeTime();
	}

	@Test
	void defaultsAreThoseOfTheReference() {
		assertThat(this.defaults.getHeaderTimeout()).isEqualTo(Duration.ofSeconds(32));
		assertThat(this.defaults.getIdleTimeout()).isEqualTo(Duration.ofSeconds(90));
		assertThat(this.defaults.getMaxConcurrentStreams()).isEqualTo(1000);
		assertThat(this.defaults.getReloadInterval()).isLessThanOrEqualTo(Duration.ofSeconds(60)).isPositive();
		assertThat(this.defaults.getTlsEngine()).isEqualTo(ApiServerServingProperties.TlsEngine.AUTO);
	}

	@Test
	void headersMayTakeThirtyTwoSeconds() {
		http1();
		receive("GET /livez HTTP/1.1\r\n");
		pass(31);
		receive("Host: x\r\n\r\n");
		pass(300);
		assertThat(this.channel.isOpen()).as("the rest of the time is not its matter").isTrue();
		receive("GET ");
		for (int i = 0; i < 31; i++) {
			pass(1);
			receive("x");
			assertThat(this.channel.isOpen()).isTrue();
		}
		pass(1);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void firstRequestMustBeginInTime() {
		http1();
		pass(31);
		assertThat(this.channel.isOpen()).isTrue();
		pass(1);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void bodyIsNotCounted() {
		http1();
		receive("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na");
		pass(50);
		receive("b");
		pass(50);
		receive("c");
		pass(50);
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void connectionWithoutStreamsIsClosedAfterNinetySeconds() throws Http2Exception {
		Http2Connection connection = http2();
		pass(60);
		connection.remote().createStream(1, false);
		pass(100_000);
		assertThat(this.channel.isOpen()).as("a watch that is silent").isTrue();
		connection.stream(1).close();
		pass(89);
		assertThat(this.channel.isOpen()).isTrue();
		pass(1);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void connectionThatNeverHasStreamsIsClosedAfterNinetySeconds() {
		http2();
		pass(89);
		assertThat(this.channel.isOpen()).isTrue();
		pass(1);
		assertThat(this.channel.isOpen()).isFalse();
	}

	private void http1() {
		this.channel.pipeline().addLast(NettyPipeline.HttpCodec, new HttpServerCodec());
		HeaderTimeout.addTo(this.channel.pipeline(), this.defaults.getHeaderTimeout());
	}

	private Http2Connection http2() {
		Http2Connection connection = new DefaultHttp2Connection(true);
		this.channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
		ChannelHandlerContext context = this.channel.pipeline().firstContext();
		IdleStreams.watch(context, connection, this.defaults.getIdleTimeout());
		return connection;
	}

	private void receive(String octets) {
		this.channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.US_ASCII));
		this.channel.releaseInbound();
	}

	private void pass(long seconds) {
		this.channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
		this.channel.runPendingTasks();
	}

}
