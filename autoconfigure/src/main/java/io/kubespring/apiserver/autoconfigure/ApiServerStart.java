package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.server.ApiServer;

import org.springframework.context.SmartLifecycle;

/**
 * Fills the caches before the web server listens.
 */
final class ApiServerStart implements SmartLifecycle {

	private final ApiServer server;

	private volatile boolean running;

	ApiServerStart(ApiServer server) {
		this.server = server;
	}

	@Override
	public void start() {
		this.server.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return 0;
	}

}
