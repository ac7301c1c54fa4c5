package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.SmartLifecycle;

/**
 * Asks at start whether the application may do in its cluster what it needs, and goes on
 * asking until it may. A cluster that cannot be asked keeps nobody from serving: what
 * does not work then is told by whoever needs it.
 */
final class PermissionsStart implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(PermissionsStart.class);

	static final Duration PAUSE = Duration.ofSeconds(5);

	static final Duration PATIENCE = Duration.ofSeconds(15);

	private final Permissions permissions;

	private final ApiServerProperties.Cluster.MissingPermissions policy;

	private final Scheduler scheduler;

	private final Disposable.Swap asking = Disposables.swap();

	private volatile boolean running;

	private volatile String problem = "";

	PermissionsStart(Permissions permissions, ApiServerProperties.Cluster.MissingPermissions policy,
			Scheduler scheduler) {
		this.permissions = permissions;
		this.policy = policy;
		this.scheduler = scheduler;
	}

	/**
	 * What keeps the application from being ready.
	 * @return the problem, {@code null} if there is none
	 */
	@Nullable String problem() {
		return (this.problem.isEmpty() || this.policy != ApiServerProperties.Cluster.MissingPermissions.WAIT) ? null
				: this.problem;
	}

	@Override
	public void start() {
		this.running = true;
		Optional<MissingPermissionsException> first = ask().blockOptional().orElse(Optional.empty());
		if (first.isPresent() && this.policy == ApiServerProperties.Cluster.MissingPermissions.FAIL) {
			throw first.get();
		}
		if (first.isPresent()) {
			this.asking.update(Mono.defer(this::ask)
				.repeatWhen((rounds) -> rounds.delayElements(PAUSE, this.scheduler))
				.delaySubscription(PAUSE, this.scheduler)
				.takeUntil(Optional::isEmpty)
				.subscribe());
		}
	}

	/**
	 * Ask once. What cannot be found out counts as what was known before.
	 */
	private Mono<Optional<MissingPermissionsException>> ask() {
		return this.permissions.missing()
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.timeout(PATIENCE, this.scheduler)
			.doOnNext(this::become)
			.onErrorResume((ex) -> {
				logger
					.warn("The cluster could not be asked for the permissions of the application: " + ex.getMessage());
				return Mono.just(Optional.empty());
			});
	}

	private void become(Optional<MissingPermissionsException> missing) {
		String next = missing.map((known) -> known.getMessage() + ": " + known.missing().strip()).orElse("");
		if (!next.equals(this.problem)) {
			this.problem = next;
			missing.ifPresentOrElse(
					(known) -> logger.error(known.getMessage() + "." + System.lineSeparator() + System.lineSeparator()
							+ known.missing() + System.lineSeparator() + known.action()),
					() -> logger.info("The application may do in its cluster what it needs"));
		}
	}

	@Override
	public void stop() {
		this.asking.dispose();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
