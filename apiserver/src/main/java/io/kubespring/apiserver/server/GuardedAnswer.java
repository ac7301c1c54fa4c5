package io.kubespring.apiserver.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kubespring.apiserver.endpoint.ApiExchange;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * An answer that has to wait for something: given up and replaced by 504 when its time is
 * over, cut off when it had begun by then, and its seat free again when it ends in
 * whatever way. An answer that is complete at once needs none of this and gets no timer.
 */
final class GuardedAnswer extends Mono<Void> {

	private static final Log logger = LogFactory.getLog(GuardedAnswer.class);

	private final ApiExchange exchange;

	private final Mono<Void> answer;

	private final Scheduler timer;

	private GuardedAnswer(ApiExchange exchange, Mono<Void> answer, Scheduler timer) {
		this.exchange = exchange;
		this.answer = answer;
		this.timer = timer;
	}

	/**
	 * Guard the answer of a request, unless it is there already.
	 */
	static Mono<Void> of(ApiExchange exchange, Mono<Void> answer, Scheduler timer) {
		if (exchange.isAnswered()) {
			exchange.end();
			return answer;
		}
		return (exchange.timeoutNanos() > 0) ? new GuardedAnswer(exchange, answer, timer) : answer;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		Guard guard = new Guard(actual, this.exchange);
		this.answer.subscribe(guard);
		guard.arm(this.timer);
	}

	private static final class Guard implements CoreSubscriber<Void>, Subscription, Runnable {

		private final CoreSubscriber<? super Void> actual;

		private final ApiExchange exchange;

		private final AtomicBoolean done = new AtomicBoolean();

		private @Nullable Subscription waiting;

		private volatile @Nullable Disposable alarm;

		private volatile @Nullable Disposable expiry;

		Guard(CoreSubscriber<? super Void> actual, ApiExchange exchange) {
			this.actual = actual;
			this.exchange = exchange;
		}

		void arm(Scheduler timer) {
			if (this.done.get()) {
				return;
			}
			this.alarm = timer.schedule(this, this.exchange.timeoutNanos(), TimeUnit.NANOSECONDS);
			if (this.done.get()) {
				disarm();
			}
		}

		private void disarm() {
			Disposable set = this.alarm;
			if (set != null) {
				set.dispose();
			}
		}

		/**
		 * The time is over.
		 */
		@Override
		public void run() {
			if (this.exchange.expire()) {
				if (finish()) {
					cancelWork();
					this.expiry = PlainTextFailure.timeout()
						.writeExpired(this.exchange)
						.subscribe(null, this.actual::onError, this.actual::onComplete);
				}
			}
			else if (!this.exchange.isAnswered() && finish()) {
				cancelWork();
				Connections.abort(this.exchange);
				this.actual.onComplete();
			}
		}

		private boolean finish() {
			boolean first = this.done.compareAndSet(false, true);
			if (first) {
				disarm();
				this.exchange.end();
			}
			return first;
		}

		private void cancelWork() {
			Subscription work = this.waiting;
			if (work != null) {
				work.cancel();
			}
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.waiting = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void onNext(Void nothing) {
			// an answer has no elements
		}

		@Override
		public void onError(Throwable ex) {
			if (finish()) {
				this.actual.onError(ex);
			}
			else {
				logger.debug("Failed after nobody waited", ex);
			}
		}

		@Override
		public void onComplete() {
			if (finish()) {
				this.actual.onComplete();
			}
		}

		@Override
		public void request(long count) {
			Subscription work = this.waiting;
			if (work != null) {
				work.request(count);
			}
		}

		/**
		 * The client left.
		 */
		@Override
		public void cancel() {
			finish();
			cancelWork();
			Disposable telling = this.expiry;
			if (telling != null) {
				telling.dispose();
			}
		}

	}

}
