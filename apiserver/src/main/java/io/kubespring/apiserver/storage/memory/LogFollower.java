package io.kubespring.apiserver.storage.memory;

import io.kubespring.apiserver.storage.CompactedException;
import io.kubespring.apiserver.storage.DrainedSubscription;
import io.kubespring.apiserver.storage.Revision;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * A position in the log of a {@link MemoryStore}.
 */
final class LogFollower extends DrainedSubscription {

	private final MemoryStore store;

	private final String prefix;

	private final long after;

	private final Subscriber<? super Revision> subscriber;

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
	public void cancel() {
		this.done = true;
		this.store.leave(this);
	}

	@Override
	protected void move() {
		LogEntry entry = this.position;
		while (!this.done && isWanted()) {
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
		produced();
		this.subscriber.onNext(revision);
	}

}
