package io.kubespring.apiserver.storage;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/**
 * A position in something shared that moves as far as demand allows. Whoever finds it at
 * rest moves it, on its own thread; others, and who asks for more from within, leave word
 * and go on. So {@link #move()} is called by one thread at a time and never within
 * itself.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public abstract class DrainedSubscription implements Subscription {

	private final AtomicLong demand = new AtomicLong();

	private final AtomicInteger work = new AtomicInteger();

	@Override
	public final void request(long count) {
		if (Operators.validate(count)) {
			this.demand.getAndUpdate((present) -> Operators.addCap(present, count));
			drain();
		}
	}

	/**
	 * Move, now or when the present move is done.
	 */
	public final void drain() {
		if (this.work.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			move();
			seen = this.work.addAndGet(-seen);
		}
		while (seen != 0);
	}

	/**
	 * Go on as far as possible: hand on elements while {@link #isWanted()}, and end.
	 */
	protected abstract void move();

	/**
	 * Whether another element is asked for.
	 * @return {@code true} if it is
	 */
	protected final boolean isWanted() {
		return this.demand.get() > 0;
	}

	/**
	 * Count an element that is about to be handed on.
	 */
	protected final void produced() {
		if (this.demand.get() != Long.MAX_VALUE) {
			this.demand.decrementAndGet();
		}
	}

}
