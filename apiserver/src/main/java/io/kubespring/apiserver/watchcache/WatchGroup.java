package io.kubespring.apiserver.watchcache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * All watches of one resource whose events are sent from one executor: one wake-up moves
 * them all, and those that are at the same place with the same selection are evaluated
 * once.
 */
final class WatchGroup {

	private final Executor executor;

	private final Set<WatchCursor> cursors = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean awake = new AtomicBoolean();

	/**
	 * What was evaluated last. Unsynchronized: what one thread misses it evaluates again.
	 */
	private final @Nullable Shared[] recent = new @Nullable Shared[4];

	private int oldest;

	WatchGroup(Executor executor) {
		this.executor = executor;
	}

	void join(WatchCursor cursor) {
		this.cursors.add(cursor);
	}

	void leave(WatchCursor cursor) {
		this.cursors.remove(cursor);
	}

	int size() {
		return this.cursors.size();
	}

	void end() {
		this.cursors.forEach(WatchCursor::end);
		wake();
	}

	void wake() {
		if (this.cursors.isEmpty()) {
			// A position keeps all events behind it.
			Arrays.fill(this.recent, null);
		}
		else if (this.awake.compareAndSet(false, true)) {
			try {
				this.executor.execute(this::run);
			}
			catch (RejectedExecutionException ex) {
				this.awake.set(false);
			}
		}
	}

	private void run() {
		this.awake.set(false);
		this.cursors.forEach(WatchCursor::drain);
	}

	/**
	 * The events behind a position as a selection sees them: all of them, or one batch.
	 */
	Shared behind(EventRing.Link from, String pathPrefix, Selection selection) {
		for (Shared known : this.recent) {
			if (known != null && known.holds(from, pathPrefix, selection)) {
				return known;
			}
		}
		Shared made = Shared.evaluate(from, pathPrefix, selection);
		int place = this.oldest;
		this.recent[place] = made;
		this.oldest = (place + 1) % this.recent.length;
		return made;
	}

	/**
	 * What watches at one place with one selection see next.
	 */
	static final class Shared {

		private static final int MOST_EVENTS = 1000;

		/**
		 * What one batch holds at most, in bytes, but for its last event: this much is
		 * kept for a client that does not read.
		 */
		private static final long MOST_BYTES = 256 * 1024;

		private final EventRing.Link from;

		private final EventRing.Link to;

		private final String pathPrefix;

		private final Selection selection;

		private final @Nullable WatchBatch batch;

		private final boolean full;

		private Shared(EventRing.Link from, EventRing.Link to, String pathPrefix, Selection selection,
				@Nullable WatchBatch batch, boolean full) {
			this.from = from;
			this.to = to;
			this.pathPrefix = pathPrefix;
			this.selection = selection;
			this.batch = batch;
			this.full = full;
		}

		boolean holds(EventRing.Link from, String pathPrefix, Selection selection) {
			return this.from == from && (this.full || this.to.next() == null) && this.pathPrefix.equals(pathPrefix)
					&& this.selection.equals(selection);
		}

		static Shared evaluate(EventRing.Link from, String pathPrefix, Selection selection) {
			List<WatchSignal> signals = new ArrayList<>();
			EventRing.Link position = from;
			long bytes = 0;
			for (EventRing.Link next = position.next(); next != null && signals.size() < MOST_EVENTS
					&& bytes < MOST_BYTES; next = position.next()) {
				position = next;
				CacheEvent event = next.event();
				if (event != null && event.path().startsWith(pathPrefix)) {
					WatchSignal signal = event.signal(selection);
					if (signal != null) {
						signals.add(signal);
						bytes += signal.length();
					}
				}
			}
			return new Shared(from, position, pathPrefix, selection, signals.isEmpty() ? null : new WatchBatch(signals),
					signals.size() >= MOST_EVENTS || bytes >= MOST_BYTES);
		}

		EventRing.Link to() {
			return this.to;
		}

		@Nullable WatchBatch batch() {
			return this.batch;
		}

	}

}
