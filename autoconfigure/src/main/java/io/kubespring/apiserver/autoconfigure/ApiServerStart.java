package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.cluster.HostNamespaces;
import io.kubespring.apiserver.server.ApiServer;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Fills the caches before the web server listens. Namespaces of the cluster are followed
 * only where objects can be created in them, so that nothing else needs the permission.
 */
final class ApiServerStart implements SmartLifecycle {

	private final ApiServer server;

	private final @Nullable HostNamespaces namespaces;

	private volatile boolean running;

	ApiServerStart(ApiServer server, @Nullable HostNamespaces namespaces) {
		this.server = server;
		this.namespaces = namespaces;
	}

	@Override
	public void start() {
		if (this.namespaces != null && this.server.createsInNamespaces()) {
			this.namespaces.start();
		}
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
