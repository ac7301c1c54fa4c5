package io.kubespring.apiserver.watchcache;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.meta.WatchEvent;
import org.jspecify.annotations.Nullable;

/**
 * One event of a watch.
 *
 * @param type what happened
 * @param object the object; {@code null} for bookmarks and errors
 * @param revision the revision of the event
 * @param initialEventsEnd whether the bookmark ends the initial events
 * @param error the error; {@code null} for all other types
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WatchSignal(WatchEvent.Type type, @Nullable EncodedObject object, long revision, boolean initialEventsEnd,
		@Nullable Status error) {

	static WatchSignal of(WatchEvent.Type type, EncodedObject object) {
		return new WatchSignal(type, object, object.revision(), false, null);
	}

	static WatchSignal bookmark(long revision, boolean initialEventsEnd) {
		return new WatchSignal(WatchEvent.Type.BOOKMARK, null, revision, initialEventsEnd, null);
	}

	/**
	 * The end of a watch that fails.
	 * @param status why
	 * @return the event
	 */
	public static WatchSignal error(Status status) {
		return new WatchSignal(WatchEvent.Type.ERROR, null, 0, false, status);
	}

	/**
	 * The length of the object in its hub's version.
	 */
	int length() {
		return (this.object != null) ? this.object.json().length : 0;
	}

	/**
	 * The same event with the object in another form.
	 * @param object the object
	 * @return the event
	 */
	public WatchSignal withObject(EncodedObject object) {
		return new WatchSignal(this.type, object, this.revision, this.initialEventsEnd, this.error);
	}

}
