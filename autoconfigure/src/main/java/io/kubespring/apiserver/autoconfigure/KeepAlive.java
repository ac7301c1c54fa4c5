package io.kubespring.apiserver.autoconfigure;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import org.springframework.util.ClassUtils;

/**
 * Has the system ask silent clients whether they are still there: a watch may be silent
 * for long, and a client may vanish without a word. Where the system's intervals can be
 * set such a client is found within two minutes.
 */
final class KeepAlive {

	private static final int IDLE_SECONDS = 60;

	private static final int INTERVAL_SECONDS = 15;

	private static final int PROBES = 4;

	private KeepAlive() {
	}

	static HttpServer apply(HttpServer server) {
		HttpServer keeping = server.childOption(ChannelOption.SO_KEEPALIVE, true);
		boolean epoll = LoopResources.DEFAULT_NATIVE
				&& ClassUtils.isPresent("io.netty.channel.epoll.Epoll", KeepAlive.class.getClassLoader());
		return epoll ? Intervals.apply(keeping) : keeping;
	}

	/**
	 * Loaded only where Netty's transport for Linux is.
	 */
	private static final class Intervals {

		static HttpServer apply(HttpServer server) {
			return Epoll.isAvailable() ? server.childOption(EpollChannelOption.TCP_KEEPIDLE, IDLE_SECONDS)
				.childOption(EpollChannelOption.TCP_KEEPINTVL, INTERVAL_SECONDS)
				.childOption(EpollChannelOption.TCP_KEEPCNT, PROBES) : server;
		}

	}

}
