package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.server.ServerState;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Registers once the web server listens and everything is ready; never earlier, so that
 * the cluster never finds half a server.
 */
final class RegistrationStart implements SmartLifecycle {

	private final ApiServiceRegistration registration;

	private final ServerState state;

	private final boolean prepared;

	private final Disposable.Swap waiting = Disposables.swap();

	private volatile boolean running;

	/**
	 * Create a start.
	 * @param prepared whether objects that are there already are brought up to date
	 * before the server is ready, because it cannot become ready without that
	 */
	RegistrationStart(ApiServiceRegistration registration, ServerState state, boolean prepared) {
		this.registration = registration;
		this.state = state;
		this.prepared = prepared;
	}

	@Override
	public void start() {
		this.running = true;
		if (this.prepared) {
			this.registration.prepare();
		}
		this.waiting.update(Until.isTrue(this.state::isServing, Schedulers.parallel())
			.then(Mono.fromRunnable(this.registration::start))
			.subscribe());
	}

	@Override
	public void stop() {
		this.waiting.dispose();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
	}

}
