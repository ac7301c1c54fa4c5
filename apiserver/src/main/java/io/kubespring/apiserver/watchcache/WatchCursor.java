package io.kubespring.apiserver.watchcache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.storage.DrainedSubscription;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * One watch: a position in the shared chain of events, without a queue of its own. Each
 * requested element is one batch of all that happened up to then. A watch that does not
 * ask for long enough finds its events forgotten and ends; its client resumes or lists
 * anew.
 */
final class WatchCursor extends DrainedSubscription {

	/**
	 * What one batch of initial events holds, in bytes: enough to fill the frames of the
	 * transport, and little for a client that is slow.
	 */
	private static final long INITIAL_BATCH = 64 * 1024;

	private final WatchCache cache;

	private final WatchRequest request;

	private final WatchGroup group;

	private final Subscriber<? super WatchBatch> subscriber;

	private final EventRing ring;

	private final BookmarkClock bookmarks;

	private EventRing.Link position;

	private @Nullable Iterator<EncodedObject> initial;

	private boolean initialBookmarkDue;

	private final long initialRevision;

	private volatile boolean ending;

	private volatile boolean cancelled;

	private boolean done;

	WatchCursor(WatchCache cache, EventRing ring, WatchRequest request, WatchGroup group,
			Subscriber<? super WatchBatch> subscriber, EventRing.Link position, @Nullable Snapshot initial) {
		this.cache = cache;
		this.ring = ring;
		this.request = request;
		this.group = group;
		this.subscriber = subscriber;
		this.position = position;
		this.initial = (initial != null) ? initial.iterate(request.pathPrefix(), null) : null;
		this.initialBookmarkDue = initial != null && request.initialEnd();
		this.initialRevision = (initial != null) ? initial.revision() : request.revision();
		this.bookmarks = new BookmarkClock(cache.nowMillis(), request.timeout(), cache.settings().bookmarkInterval(),
				this.initialBookmarkDue);
	}

	WatchGroup group() {
		return this.group;
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		this.cache.leave(this);
		drain();
	}

	/**
	 * End cleanly after what was already taken.
	 */
	void end() {
		this.ending = true;
	}

	@Override
	protected void move() {
		while (!this.done) {
			if (this.cancelled) {
				finish();
				return;
			}
			long now = this.cache.nowMillis();
			if (this.ending || this.bookmarks.isOver(now) || this.cache.hasReplaced(this.ring)) {
				finish();
				this.subscriber.onComplete();
				return;
			}
			if (this.ring.hasForgotten(this.position)) {
				overtaken();
				return;
			}
			if (!isWanted()) {
				return;
			}
			boolean initialPending = this.initial != null || this.initialBookmarkDue;
			WatchBatch batch = initialPending ? nextInitial(now) : nextLive(now);
			if (batch == null) {
				return;
			}
			produced();
			this.subscriber.onNext(batch);
		}
	}

	/**
	 * Who asks for more is told by the end of its watch. Who does not has a batch before
	 * it that it may never read: that the watch fails lets its connection be given up.
	 */
	private void overtaken() {
		boolean reads = isWanted();
		finish();
		if (reads) {
			this.subscriber.onComplete();
		}
		else {
			this.subscriber.onError(new WatchOvertakenException());
		}
	}

	/**
	 * Let go of everything shared: a watch that ended may stay in memory for as long as
	 * its connection does, and a position keeps all events behind it.
	 */
	private void finish() {
		this.done = true;
		this.initial = null;
		this.position = EventRing.Link.NOWHERE;
		this.cache.leave(this);
	}

	private @Nullable WatchBatch nextInitial(long now) {
		List<WatchSignal> signals = new ArrayList<>();
		Iterator<EncodedObject> objects = this.initial;
		long bytes = 0;
		while (objects != null && objects.hasNext() && bytes < INITIAL_BATCH) {
			EncodedObject object = objects.next();
			if (this.request.selection().matches(object)) {
				WatchSignal signal = WatchSignal.of(WatchEvent.Type.ADDED, object);
				signals.add(signal);
				bytes += signal.length();
			}
		}
		if (objects == null || !objects.hasNext()) {
			this.initial = null;
			if (this.initialBookmarkDue) {
				this.initialBookmarkDue = false;
				signals.add(WatchSignal.bookmark(this.initialRevision, true));
			}
		}
		return signals.isEmpty() ? nextLive(now) : new WatchBatch(signals);
	}

	private @Nullable WatchBatch nextLive(long now) {
		if (this.initial != null) {
			return null;
		}
		long revision = this.cache.revision();
		while (this.position.next() != null) {
			WatchGroup.Shared shared = this.group.behind(this.position, this.request.pathPrefix(),
					this.request.selection());
			this.position = shared.to();
			WatchBatch batch = (shared.batch() != null) ? unseen(shared.batch()) : null;
			if (batch != null) {
				return batch;
			}
		}
		// Nothing was sent yet of a future that the client knows and this store does not.
		boolean bookmark = this.request.bookmarks() && revision >= this.initialRevision
				&& !this.cache.hasReplaced(this.ring) && this.bookmarks.isDue(now);
		return bookmark ? new WatchBatch(List.of(WatchSignal.bookmark(revision, false))) : null;
	}

	/**
	 * Leave out what the client says it has seen, for a watch from the future.
	 */
	private @Nullable WatchBatch unseen(WatchBatch batch) {
		if (batch.signals().get(0).revision() > this.initialRevision) {
			return batch;
		}
		List<WatchSignal> unseen = batch.signals()
			.stream()
			.filter((signal) -> signal.revision() > this.initialRevision)
			.toList();
		return unseen.isEmpty() ? null : new WatchBatch(unseen);
	}

}
