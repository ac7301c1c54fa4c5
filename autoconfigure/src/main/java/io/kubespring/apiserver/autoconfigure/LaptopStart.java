package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.laptop.LaptopInstallation;
import io.kubespring.apiserver.laptop.LaptopRefusedException;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

import org.springframework.context.SmartLifecycle;

/**
 * Leads the cluster to this process when it alone is to be led to, and takes away what it
 * made before anything else ends, so that nobody meets a server that is going.
 */
final class LaptopStart implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(LaptopStart.class);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration MIN_RETRY = Duration.ofSeconds(1);

	private static final Duration MAX_RETRY = Duration.ofSeconds(30);

	private static final int REMOVALS = 3;

	private final LaptopInstallation installation;

	private final StoreLease lease;

	private final ApiServiceRegistration registration;

	private final Scheduler scheduler;

	private final Disposable.Swap installing = Disposables.swap();

	private volatile boolean running;

	private volatile boolean installed;

	private volatile String problem = "";

	LaptopStart(LaptopInstallation installation, StoreLease lease, ApiServiceRegistration registration,
			Scheduler scheduler) {
		this.installation = installation;
		this.lease = lease;
		this.registration = registration;
		this.scheduler = scheduler;
	}

	/**
	 * Why the cluster is not led here yet.
	 * @return the problem, {@code null} if there is none
	 */
	@Nullable String problem() {
		if (this.installed) {
			return null;
		}
		return !this.problem.isEmpty() ? this.problem : "the Service was not made yet: " + this.lease.problem();
	}

	@Override
	public void start() {
		check();
		this.running = true;
		this.installing.update(Until.isTrue(() -> this.lease.state() == StoreLease.State.HELD, this.scheduler)
			.then(Mono.defer(this.installation::install))
			.doOnError(this::failed)
			.retryWhen(Retry.backoff(Long.MAX_VALUE, MIN_RETRY)
				.maxBackoff(MAX_RETRY)
				.scheduler(this.scheduler)
				.filter((ex) -> this.running))
			.subscribe((nothing) -> {
			}, (ex) -> logger.debug("Given up: " + ex), this::onInstalled));
	}

	/**
	 * What cannot be right later ends the start; a cluster that cannot be asked is asked
	 * again.
	 */
	private void check() {
		try {
			this.installation.check().block(PATIENCE);
		}
		catch (LaptopRefusedException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	private void failed(Throwable ex) {
		String text = "unable to lead the cluster here: " + ex.getMessage();
		if (!text.equals(this.problem)) {
			this.problem = text;
			logger.warn("Laptop: " + text);
		}
	}

	private void onInstalled() {
		this.installed = true;
		logger.info(this.installation + " until this process ends");
	}

	/**
	 * What was not made by this process is not removed by it.
	 */
	@Override
	public void stop() {
		this.running = false;
		this.installing.dispose();
		this.registration.close();
		if (this.lease.state() == StoreLease.State.HELD) {
			try {
				List<String> names = this.installation.remove().retry(REMOVALS).block(PATIENCE);
				logger.info("The cluster is not led here any more; removed: " + names + " and the Service");
				this.lease.close();
				this.installation.removeLease().block(PATIENCE);
			}
			catch (RuntimeException ex) {
				logger.warn("Unable to remove what leads the cluster here, the next run does: " + ex.getMessage());
			}
		}
		else if (this.installed) {
			logger.warn("The Lease is lost, so what leads the cluster here is left for the next run to remove");
		}
		this.installed = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
