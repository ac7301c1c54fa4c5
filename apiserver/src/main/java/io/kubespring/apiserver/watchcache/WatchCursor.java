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

	private static final int INITIAL_BATCH = 500;

	/**
	 * Bookmarks before the end, so that a client resumes from where it was.
	 */
	private static final long LAST_BOOKMARK_MILLIS = 2000;

	private final WatchCache cache;

	private final WatchRequest request;

	private final WatchGroup group;

	private final Subscriber<? super WatchBatch> subscriber;

	private final EventRing ring;

	private final long deadlineMillis;

	private EventRing.Link position;

	private @Nullable Iterator<EncodedObject> initial;

	private boolean initialBookmarkDue;

	private final long initialRevision;

	private long nextBookmarkMillis;

	private boolean lastBookmarkSent;

	private volatile boolean ending;

	private volatile boolean done;

	WatchCursor(WatchCache cache, EventRing ring, WatchRequest request, WatchGroup group,
			Subscriber<? super WatchBatch> subscriber, EventRing.Link position, @Nullable Snapshot initial) {
		this.cache = cache;
		this.ring = ring;
		this.request = request;
		this.group = group;
		this.subscriber = subscriber;
		this.position = position;
		this.initial = (initial != null) ? initial.iterate(request.pathPrefix(), null) : null;
		this.initialBookmarkDue = initial != null && request.bookmarks();
		this.initialRevision = (initial != null) ? initial.revision() : request.revision();
		long now = cache.nowMillis();
		this.deadlineMillis = now + request.timeout().toMillis();
		this.nextBookmarkMillis = now + cache.settings().bookmarkInterval().toMillis();
	}

	WatchGroup group() {
		return this.group;
	}

	@Override
	public void cancel() {
		this.done = true;
		this.cache.leave(this);
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
			long now = this.cache.nowMillis();
			boolean initialPending = this.initial != null || this.initialBookmarkDue;
			if (this.ending || now >= this.deadlineMillis || this.ring.hasForgotten(this.position)
					|| this.cache.hasReplaced(this.ring)) {
				complete();
				return;
			}
			if (!isWanted()) {
				return;
			}
			WatchBatch batch = initialPending ? nextInitial() : nextLive(now);
			if (batch == null) {
				return;
			}
			produced();
			this.subscriber.onNext(batch);
		}
	}

	private void complete() {
		this.done = true;
		this.cache.leave(this);
		this.subscriber.onComplete();
	}

	private @Nullable WatchBatch nextInitial() {
		List<WatchSignal> signals = new ArrayList<>();
		Iterator<EncodedObject> objects = this.initial;
		while (objects != null && objects.hasNext() && signals.size() < INITIAL_BATCH) {
			EncodedObject object = objects.next();
			if (this.request.selection().matches(object)) {
				signals.add(WatchSignal.of(WatchEvent.Type.ADDED, object));
			}
		}
		if (objects == null || !objects.hasNext()) {
			this.initial = null;
			if (this.initialBookmarkDue) {
				this.initialBookmarkDue = false;
				signals.add(WatchSignal.bookmark(this.initialRevision, true));
			}
		}
		return signals.isEmpty() ? nextLive(this.cache.nowMillis()) : new WatchBatch(signals);
	}

	private @Nullable WatchBatch nextLive(long now) {
		if (this.initial != null) {
			return null;
		}
		long revision = this.cache.revision();
		while (this.position.next() != null) {
			WatchGroup.Shared shared = this.group.between(this.position, this.request.pathPrefix(),
					this.request.selection());
			this.position = shared.to();
			WatchBatch batch = (shared.batch() != null) ? unseen(shared.batch()) : null;
			if (batch != null) {
				return batch;
			}
		}
		if (this.cache.hasReplaced(this.ring) || !bookmarkDue(now)) {
			return null;
		}
		return new WatchBatch(List.of(WatchSignal.bookmark(Math.max(revision, this.initialRevision), false)));
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

	private boolean bookmarkDue(long now) {
		if (!this.request.bookmarks()) {
			return false;
		}
		if (now >= this.nextBookmarkMillis) {
			this.nextBookmarkMillis = now + this.cache.settings().bookmarkInterval().toMillis();
			return true;
		}
		if (!this.lastBookmarkSent && now >= this.deadlineMillis - LAST_BOOKMARK_MILLIS) {
			this.lastBookmarkSent = true;
			return true;
		}
		return false;
	}

}
