package io.kubespring.apiserver.watchcache;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.storage.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * Recent events of a resource in a chain that all watches share: a watch is a position in
 * it and moves along. One thread appends; any thread reads. What is forgotten at the old
 * end stays reachable for a position that rests there, until its watch is ended.
 */
final class EventRing {

	private final long maxAgeMillis;

	private final long maxBytes;

	private final ConcurrentSkipListMap<Long, Link> byRevision = new ConcurrentSkipListMap<>();

	private volatile Link newest;

	private volatile Link oldest;

	private volatile long bytes;

	EventRing(WatchCacheSettings settings, Snapshot start) {
		this.maxAgeMillis = settings.history().toMillis();
		this.maxBytes = settings.maxBytes();
		this.newest = new Link(start.revision(), null, start.objects(), 0);
		this.oldest = this.newest;
		this.byRevision.put(start.revision(), this.newest);
	}

	void append(CacheEvent event, PersistentMap<EncodedObject> state, long nowMillis) {
		Link link = new Link(event.revision(), event, state, nowMillis);
		this.bytes += link.size();
		this.byRevision.put(event.revision(), link);
		this.newest.next = link;
		this.newest = link;
		trim(nowMillis);
	}

	/**
	 * Forget what is too old or too much, but never the latest event.
	 */
	private void trim(long nowMillis) {
		Link first = this.oldest;
		Link next = first.next;
		while (next != null && next.next != null
				&& (this.bytes > this.maxBytes || nowMillis - next.timeMillis > this.maxAgeMillis)) {
			this.byRevision.remove(first.revision);
			this.bytes -= next.size();
			first = next;
			next = first.next;
		}
		this.oldest = first;
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * The oldest revision after which every event is still known.
	 */
	long horizon() {
		return this.oldest.revision;
	}

	/**
	 * The position behind the last event up to a revision, {@code null} if events after
	 * it were forgotten.
	 */
	@Nullable Link behind(long revision) {
		Map.Entry<Long, Link> entry = this.byRevision.floorEntry(revision);
		return (entry != null) ? entry.getValue() : null;
	}

	/**
	 * Whether events behind a position were forgotten.
	 */
	boolean hasForgotten(Link position) {
		return position.revision < this.oldest.revision;
	}

	/**
	 * A link of the chain, and at once the position behind its event.
	 */
	static final class Link {

		/**
		 * The position of a watch that has ended.
		 */
		static final Link NOWHERE = new Link(Long.MAX_VALUE, null, PersistentMap.empty(), 0);

		private final long revision;

		private final @Nullable CacheEvent event;

		private final PersistentMap<EncodedObject> state;

		private final long timeMillis;

		private volatile @Nullable Link next;

		Link(long revision, @Nullable CacheEvent event, PersistentMap<EncodedObject> state, long timeMillis) {
			this.revision = revision;
			this.event = event;
			this.state = state;
			this.timeMillis = timeMillis;
		}

		long revision() {
			return this.revision;
		}

		@Nullable CacheEvent event() {
			return this.event;
		}

		/**
		 * All objects after the event.
		 */
		PersistentMap<EncodedObject> state() {
			return this.state;
		}

		/**
		 * What this link alone keeps in memory, in bytes.
		 */
		long size() {
			return ((this.event != null) ? this.event.size() : 0) + this.state.pathBytes();
		}

		@Nullable Link next() {
			return this.next;
		}

	}

}
