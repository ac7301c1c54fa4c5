package io.kubespring.apiserver.server;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Whether requests can be served: not before everything that start-up waits for was there
 * once, not without what must hold all the time, and not after the end has begun. Safe
 * for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ServerState {

	private final List<HealthCheck> startup;

	private final List<HealthCheck> always;

	private volatile boolean started;

	private volatile boolean stopping;

	/**
	 * Create a state.
	 * @param startup what must be there once before anything is served
	 * @param always what must hold whenever anything is served
	 */
	public ServerState(List<HealthCheck> startup, List<HealthCheck> always) {
		this.startup = List.copyOf(startup);
		this.always = List.copyOf(always);
	}

	/**
	 * Whether start-up completed; once it has, it stays so.
	 * @return {@code true} once everything was there
	 */
	public boolean isStarted() {
		if (!this.started && this.startup.stream().allMatch((check) -> check.problem().get() == null)) {
			this.started = true;
		}
		return this.started;
	}

	/**
	 * Whether requests are served.
	 * @return {@code true} if they are
	 */
	public boolean isServing() {
		return isStarted() && !this.stopping
				&& (this.always.isEmpty() || this.always.stream().allMatch((check) -> check.problem().get() == null));
	}

	/**
	 * Whether the end has begun.
	 * @return {@code true} once it has
	 */
	public boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Begin the end.
	 */
	public void stop() {
		this.stopping = true;
	}

	/**
	 * The checks behind this state and readiness.
	 * @return the checks in order
	 */
	public List<HealthCheck> checks() {
		Supplier<@Nullable String> shutdown = () -> this.stopping ? "process is shutting down" : null;
		return Stream.of(this.startup, this.always, List.of(HealthCheck.ready("shutdown", shutdown)))
			.flatMap(List::stream)
			.toList();
	}

}
