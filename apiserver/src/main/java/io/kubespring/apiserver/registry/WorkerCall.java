package io.kubespring.apiserver.registry;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.ContextView;

/**
 * Blocking work on a worker thread. Work that was cancelled before it began is not begun
 * and keeps nothing in memory while it waits in the queue; what work does after it was
 * cancelled is nobody's, and its failure is not an error.
 *
 * @param <T> the type of the result
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class WorkerCall<T> extends Mono<T> {

	private static final Log logger = LogFactory.getLog(WorkerCall.class);

	/**
	 * What the subscriber of the call that a thread runs has in its context.
	 */
	private static final ThreadLocal<@Nullable ContextView> context = new ThreadLocal<>();

	private final Scheduler workers;

	private final Work<T> work;

	private final boolean interruptible;

	private WorkerCall(Scheduler workers, Work<T> work, boolean interruptible) {
		this.workers = workers;
		this.work = work;
		this.interruptible = interruptible;
	}

	/**
	 * Work that changes something: once begun it is not disturbed.
	 * @param <T> the type of the result
	 * @param workers the worker threads
	 * @param work the work, {@code null} for no result
	 * @return the result
	 */
	public static <T> Mono<T> writing(Scheduler workers, Work<T> work) {
		return new WorkerCall<>(workers, work, false);
	}

	/**
	 * Work that only looks: its thread is interrupted when nobody waits any more.
	 * @param <T> the type of the result
	 * @param workers the worker threads
	 * @param work the work, {@code null} for no result
	 * @return the result
	 */
	public static <T> Mono<T> reading(Scheduler workers, Work<T> work) {
		return new WorkerCall<>(workers, work, true);
	}

	/**
	 * Wait, on a worker thread, for reactive user code, which sees the context of who
	 * waits for the call.
	 * @param <T> the type of the answer
	 * @param answer the answer of user code
	 * @return the answer, {@code null} if it is empty
	 */
	public static <T> @Nullable T await(Mono<T> answer) {
		ContextView known = context.get();
		return ((known != null) ? answer.contextWrite(known) : answer).block();
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		Call<T> call = new Call<>(actual, this.work, this.interruptible);
		actual.onSubscribe(call);
		call.schedule(this.workers);
	}

	/**
	 * What blocks.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	public interface Work<T> {

		/**
		 * Do the work.
		 * @return the result, {@code null} for none
		 */
		@Nullable T run();

	}

	private static final class Call<T> implements Subscription, Runnable {

		private final CoreSubscriber<? super T> actual;

		private final AtomicReference<@Nullable Work<T>> work;

		private final boolean interruptible;

		private volatile @Nullable Disposable task;

		private volatile boolean cancelled;

		Call(CoreSubscriber<? super T> actual, Work<T> work, boolean interruptible) {
			this.actual = actual;
			this.work = new AtomicReference<>(work);
			this.interruptible = interruptible;
		}

		void schedule(Scheduler workers) {
			if (this.cancelled) {
				return;
			}
			try {
				this.task = workers.schedule(this);
			}
			catch (RejectedExecutionException ex) {
				this.actual.onError(ex);
				return;
			}
			if (this.cancelled) {
				interrupt();
			}
		}

		@Override
		public void run() {
			@Nullable Work<T> begun = this.work.getAndSet(null);
			if (begun == null) {
				return;
			}
			@Nullable T result;
			ContextView known = this.actual.currentContext();
			try {
				if (!known.isEmpty()) {
					context.set(known);
				}
				result = begun.run();
			}
			catch (Throwable ex) {
				fail(ex);
				return;
			}
			finally {
				if (!known.isEmpty()) {
					context.remove();
				}
			}
			if (this.cancelled) {
				return;
			}
			if (result != null) {
				this.actual.onNext(result);
			}
			this.actual.onComplete();
		}

		private void fail(Throwable ex) {
			if (this.cancelled) {
				logger.debug("Work failed that nobody waits for", ex);
				return;
			}
			this.actual.onError(ex);
		}

		@Override
		public void request(long count) {
			Operators.validate(count);
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			this.work.set(null);
			interrupt();
		}

		private void interrupt() {
			Disposable begun = this.task;
			if (this.interruptible && begun != null) {
				begun.dispose();
			}
		}

	}

}
