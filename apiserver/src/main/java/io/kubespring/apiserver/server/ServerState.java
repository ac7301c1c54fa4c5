package io.kubespring.apiserver.server;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Whether requests can be served: not before everything that start-up waits for was there
 * once, not without what must hold all the time, and not once the end is near. The end
 * has two steps: unready first, while everything is served, so that others learn of it;
 * then nothing new is served. Safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ServerState {

	private final List<HealthCheck> startup;

	private final List<HealthCheck> always;

	private volatile boolean started;

	private final List<HealthCheck> more;

	private final boolean sendRetryAfter;

	private final Consumer<OutOfMemoryError> exhaustion;

	private volatile boolean stopping;

	private volatile boolean draining;

	/**
	 * Create a state.
	 * @param startup what must be there once before anything is served
	 * @param always what must hold whenever anything is served
	 * @param more what is told by health and keeps nothing from being served
	 * @param sendRetryAfter whether requests that come too late are answered by 429 and
	 * not by 503
	 */
	public ServerState(List<HealthCheck> startup, List<HealthCheck> always, List<HealthCheck> more,
			boolean sendRetryAfter) {
		this(startup, always, more, sendRetryAfter, (error) -> {
		});
	}

	/**
	 * Create a state of a process that does not go on without memory.
	 * @param startup what must be there once before anything is served
	 * @param always what must hold whenever anything is served
	 * @param more what is told by health and keeps nothing from being served
	 * @param sendRetryAfter whether requests that come too late are answered by 429 and
	 * not by 503
	 * @param exhaustion hears that there was no memory for a request, on the thread that
	 * found out and before the request is answered
	 */
	public ServerState(List<HealthCheck> startup, List<HealthCheck> always, List<HealthCheck> more,
			boolean sendRetryAfter, Consumer<OutOfMemoryError> exhaustion) {
		this.startup = List.copyOf(startup);
		this.always = List.copyOf(always);
		this.more = List.copyOf(more);
		this.sendRetryAfter = sendRetryAfter;
		this.exhaustion = exhaustion;
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
		return isStarted() && !this.draining
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
	 * Begin the end: readiness fails, everything is served.
	 */
	public void stop() {
		this.stopping = true;
	}

	/**
	 * Whether nothing new is served any more.
	 * @return {@code true} once it is so
	 */
	public boolean isDraining() {
		return this.draining;
	}

	/**
	 * Serve nothing new; what is under way is finished.
	 */
	public void drain() {
		this.stopping = true;
		this.draining = true;
	}

	/**
	 * Whether requests that come too late are answered by 429 and not by 503.
	 * @return {@code true} for 429
	 */
	boolean sendsRetryAfter() {
		return this.sendRetryAfter;
	}

	/**
	 * Tell why a request failed. Where memory ran out anything may be half done, whoever
	 * used it up.
	 */
	void failed(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof OutOfMemoryError error) {
				this.exhaustion.accept(error);
				return;
			}
		}
	}

	/**
	 * The checks behind this state and readiness.
	 * @return the checks in order
	 */
	public List<HealthCheck> checks() {
		return checks(List.of());
	}

	/**
	 * The checks behind this state and readiness, together with those of others.
	 * @param others the checks of others
	 * @return the checks in order
	 */
	List<HealthCheck> checks(List<HealthCheck> others) {
		Supplier<@Nullable String> shutdown = () -> this.stopping ? "process is shutting down" : null;
		HealthCheck ending = new HealthCheck("shutdown", HealthCheck.Scope.READYZ, shutdown, null);
		return Stream.of(this.startup, this.always, this.more, others, List.of(ending)).flatMap(List::stream).toList();
	}

}
