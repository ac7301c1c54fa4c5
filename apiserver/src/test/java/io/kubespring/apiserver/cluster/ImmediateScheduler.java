package io.kubespring.apiserver.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Lets no time pass: what should wait is noted and done at once.
 */
final class ImmediateScheduler implements Scheduler {

	private final List<Duration> pauses = new CopyOnWriteArrayList<>();

	List<Duration> pauses() {
		return this.pauses;
	}

	@Override
	public Disposable schedule(Runnable task) {
		return Schedulers.parallel().schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		Duration pause = Duration.ofNanos(unit.toNanos(delay));
		if (pause.compareTo(Duration.ofSeconds(10)) >= 0) {
			return Disposables.disposed();
		}
		this.pauses.add(pause);
		return schedule(task);
	}

	@Override
	public Worker createWorker() {
		return Schedulers.parallel().createWorker();
	}

}
