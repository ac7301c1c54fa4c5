package io.kubespring.apiserver.watchcache;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.meta.WatchEvent;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object as the cache saw it.
 *
 * @param revision the revision of the change
 * @param object the object after the change, {@code null} if it was deleted
 * @param previous the object before the change, {@code null} if it was created
 */
record CacheEvent(long revision, @Nullable EncodedObject object, @Nullable EncodedObject previous) {

	private static final Object DEPARTED = new Object();

	private static final int OVERHEAD = 200;

	String path() {
		EncodedObject either = (this.object != null) ? this.object : this.previous;
		return (either != null) ? either.path() : "";
	}

	/**
	 * What this event alone keeps in memory, in bytes.
	 */
	long size() {
		EncodedObject kept = (this.previous != null) ? this.previous : this.object;
		return OVERHEAD + ((kept != null) ? kept.size() : 0);
	}

	/**
	 * What a watch with a selection is told, {@code null} for nothing.
	 */
	@Nullable WatchSignal signal(Selection selection) {
		boolean before = this.previous != null && selection.matches(this.previous);
		if (this.object != null && selection.matches(this.object)) {
			return WatchSignal.of(before ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED, this.object);
		}
		return (before && this.previous != null) ? WatchSignal.of(WatchEvent.Type.DELETED, departed(this.previous))
				: null;
	}

	/**
	 * The last state at the revision of the change, for those whom the object leaves.
	 */
	private EncodedObject departed(EncodedObject previous) {
		return previous.memo(DEPARTED, (object) -> object.withRevision(this.revision));
	}

}
