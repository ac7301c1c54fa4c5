package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.cluster.Eventually;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The time of authentication and authorization in the hands of a test: it stands still
 * until the test lets it pass.
 */
@Configuration
class VirtualTime {

	private static final Instant BEGIN = Instant.parse("2030-06-01T12:00:00Z");

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::due));

	private Instant now = BEGIN;

	@Bean
	TrustTime trustTime() {
		return new TrustTime(new VirtualClock(), new VirtualScheduler());
	}

	synchronized Instant now() {
		return this.now;
	}

	/**
	 * Let time pass; what was to be done in it is done by this thread.
	 */
	void advance(Duration duration) {
		Instant end = now().plus(duration);
		for (Task task = next(end); task != null; task = next(end)) {
			task.work().run();
		}
		synchronized (this) {
			this.now = end;
		}
	}

	/**
	 * Wait until so many tasks wait for their time, and let time pass until one of them
	 * is done.
	 * @return the time that passed
	 */
	Duration passUntilOneOf(int count) {
		awaitTasks(count);
		Duration passing;
		synchronized (this) {
			passing = Duration.between(this.now, this.tasks.element().due());
		}
		advance(passing);
		return passing;
	}

	/**
	 * Wait until so many tasks wait for their time.
	 */
	void awaitTasks(int count) {
		Eventually.holds(() -> assertThat(waiting()).isEqualTo(count));
	}

	private synchronized int waiting() {
		return this.tasks.size();
	}

	private synchronized @Nullable Task next(Instant end) {
		Task first = this.tasks.peek();
		if (first == null || first.due().isAfter(end)) {
			return null;
		}
		this.now = first.due();
		return this.tasks.remove();
	}

	private synchronized Disposable add(Runnable work, Duration delay) {
		Task task = new Task(this.now.plus(delay), work);
		this.tasks.add(task);
		return () -> remove(task);
	}

	private synchronized void remove(Task task) {
		this.tasks.removeIf((other) -> other == task);
	}

	private record Task(Instant due, Runnable work) {

	}

	private final class VirtualScheduler implements Scheduler {

		@Override
		public Disposable schedule(Runnable task) {
			return Schedulers.parallel().schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return add(task, Duration.ofNanos(unit.toNanos(delay)));
		}

		@Override
		public Worker createWorker() {
			return Schedulers.parallel().createWorker();
		}

	}

	private final class VirtualClock extends Clock {

		@Override
		public Instant instant() {
			return now();
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
