package io.kubespring.apiserver.watchcache;

import java.util.ArrayList;
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

	private @Nullable Shared shared;

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
		if (!this.cursors.isEmpty() && this.awake.compareAndSet(false, true)) {
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
	 * The events between a position and the newest one as a selection sees them.
	 */
	Shared between(EventRing.Link from, String pathPrefix, Selection selection) {
		Shared known = this.shared;
		if (known != null && known.from == from && known.to.next() == null && known.pathPrefix.equals(pathPrefix)
				&& known.selection.equals(selection)) {
			return known;
		}
		Shared made = Shared.evaluate(from, pathPrefix, selection);
		this.shared = made;
		return made;
	}

	/**
	 * What watches at one place with one selection see next.
	 */
	static final class Shared {

		private static final int MOST_EVENTS = 1000;

		private final EventRing.Link from;

		private final EventRing.Link to;

		private final String pathPrefix;

		private final Selection selection;

		private final @Nullable WatchBatch batch;

		private Shared(EventRing.Link from, EventRing.Link to, String pathPrefix, Selection selection,
				@Nullable WatchBatch batch) {
			this.from = from;
			this.to = to;
			this.pathPrefix = pathPrefix;
			this.selection = selection;
			this.batch = batch;
		}

		static Shared evaluate(EventRing.Link from, String pathPrefix, Selection selection) {
			List<WatchSignal> signals = new ArrayList<>();
			EventRing.Link position = from;
			for (EventRing.Link next = position.next(); next != null
					&& signals.size() < MOST_EVENTS; next = position.next()) {
				position = next;
				CacheEvent event = next.event();
				if (event != null && event.path().startsWith(pathPrefix)) {
					WatchSignal signal = event.signal(selection);
					if (signal != null) {
						signals.add(signal);
					}
				}
			}
			return new Shared(from, position, pathPrefix, selection,
					signals.isEmpty() ? null : new WatchBatch(signals));
		}

		EventRing.Link to() {
			return this.to;
		}

		@Nullable WatchBatch batch() {
			return this.batch;
		}

	}

}
