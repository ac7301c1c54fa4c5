package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ServerState;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * The end, in the reference's order: unready first, with everything served for a while;
 * then nothing new; then all watches and WebSockets end, so that their clients turn
 * elsewhere and nothing is left to wait for; then the web server closes its port and
 * waits for what is under way. The first part comes with the context's closing and before
 * its phases, whose time it must not use up.
 */
final class ApiServerDrain implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, Ordered {

	private static final Duration POLL = Duration.ofMillis(10);

	private static final Duration LONGEST = Duration.ofSeconds(2);

	/**
	 * Closing a connection may reset it, which takes from a client what it has not read
	 * yet: the end of its watch.
	 */
	private static final Duration DELIVERY = Duration.ofMillis(200);

	private final ApiServer server;

	private final ServerState state;

	private final Duration delay;

	private final ApplicationContext context;

	private final Scheduler timer;

	private volatile boolean running;

	ApiServerDrain(ApiServer server, ServerState state, Duration delay, ApplicationContext context, Scheduler timer) {
		this.server = server;
		this.state = state;
		this.delay = delay;
		this.context = context;
		this.timer = timer;
	}

	/**
	 * Before other listeners, which may take away what requests need.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		this.state.stop();
		if (this.running && !this.delay.isZero() && !this.delay.isNegative()) {
			Mono.delay(this.delay, this.timer).block();
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		boolean followed = isFollowed();
		stop();
		if (!followed) {
			callback.run();
			return;
		}
		Flux.interval(POLL, this.timer)
			.filter((tick) -> !isFollowed())
			.next()
			.timeout(LONGEST, Mono.just(0L), this.timer)
			.delayElement(DELIVERY, this.timer)
			.subscribe((tick) -> callback.run());
	}

	private boolean isFollowed() {
		return this.server.watches() + this.server.sockets() > 0;
	}

	@Override
	public void stop() {
		this.state.drain();
		this.server.endLongRunning();
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
