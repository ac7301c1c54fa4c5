package io.kubespring.apiserver.storage.memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.kubespring.apiserver.storage.CompactedException;
import io.kubespring.apiserver.storage.Revision;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/**
 * A position in the log of a {@link MemoryStore} that moves as far as demand allows.
 * Whoever finds it at rest moves it; others leave word and go on.
 */
final class LogFollower implements Subscription {

	private final MemoryStore store;

	private final String prefix;

	private final long after;

	private final Subscriber<? super Revision> subscriber;

	private final AtomicLong demand = new AtomicLong();

	private final AtomicInteger work = new AtomicInteger();

	private @Nullable LogEntry position;

	private long told;

	private volatile boolean done;

	LogFollower(MemoryStore store, String prefix, @Nullable LogEntry position, long after,
			Subscriber<? super Revision> subscriber) {
		this.store = store;
		this.prefix = prefix;
		this.position = position;
		this.after = after;
		this.told = after;
		this.subscriber = subscriber;
	}

	@Override
	public void request(long count) {
		if (Operators.validate(count)) {
			this.demand.getAndUpdate((present) -> Operators.addCap(present, count));
			drain();
		}
	}

	@Override
	public void cancel() {
		this.done = true;
		this.store.leave(this);
	}

	void drain() {
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

	private void move() {
		LogEntry entry = this.position;
		while (!this.done && this.demand.get() > 0) {
			if (entry == null || this.store.hasForgotten(entry)) {
				cancel();
				this.subscriber.onError(new CompactedException(this.after, this.store.horizon()));
				return;
			}
			LogEntry next = entry.next();
			if (next == null) {
				this.position = entry;
				if (entry.revision() > this.told) {
					tell(Revision.progress(entry.revision()));
				}
				return;
			}
			entry = next;
			this.position = entry;
			if (entry.revision() > this.after && entry.change().key().startsWith(this.prefix)) {
				tell(entry.change());
			}
		}
	}

	private void tell(Revision revision) {
		this.told = revision.revision();
		if (this.demand.get() != Long.MAX_VALUE) {
			this.demand.decrementAndGet();
		}
		this.subscriber.onNext(revision);
	}

}
