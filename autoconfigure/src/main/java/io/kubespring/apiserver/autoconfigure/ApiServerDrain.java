package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ServerState;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * At the end, before the web server waits for requests: unready first, then all watches
 * end, so that their clients turn elsewhere and nothing is left to wait for.
 */
final class ApiServerDrain implements SmartLifecycle {

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
	public void stop() {
		this.state.stop();
		this.server.endWatches();
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
