package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ServerState;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * At the end, before the web server waits for requests: unready first, then all watches
 * end, so that their clients turn elsewhere and nothing is left to wait for.
 */
final class ApiServerDrain implements SmartLifecycle {

	private static final Duration POLL = Duration.ofMillis(10);

	private static final Duration LONGEST = Duration.ofSeconds(2);

	/**
	 * Closing a connection may reset it, which takes from a client what it has not read
	 * yet: the end of its watch.
	 */
	private static final Duration DELIVERY = Duration.ofMillis(200);

	private final ApiServer server;

	private final ServerState state;

	private volatile boolean running;

	ApiServerDrain(ApiServer server, ServerState state) {
		this.server = server;
		this.state = state;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		boolean watched = this.server.watches() > 0;
		stop();
		if (!watched) {
			callback.run();
			return;
		}
		Flux.interval(POLL)
			.filter((tick) -> this.server.watches() == 0)
			.next()
			.timeout(LONGEST, Mono.just(0L))
			.delayElement(DELIVERY)
			.subscribe((tick) -> callback.run());
	}

	@Override
	public void stop() {
		this.state.stop();
		this.server.close();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 512;
	}

}
