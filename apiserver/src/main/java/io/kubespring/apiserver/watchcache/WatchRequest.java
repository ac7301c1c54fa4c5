package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a watch wants to see.
 *
 * @param pathPrefix {@code namespace/}, or empty for all
 * @param selection which objects
 * @param start where to begin
 * @param revision the revision that the start speaks of
 * @param bookmarks whether bookmarks are sent
 * @param initialEnd whether an annotated bookmark ends the initial events
 * @param timeout the length of the watch
 * @param executor where events are sent from: the event loop of the connection
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WatchRequest(String pathPrefix, Selection selection, Start start, long revision, boolean bookmarks,
		boolean initialEnd, Duration timeout, Executor executor) {

	/**
	 * Where a watch begins.
	 */
	public enum Start {

		/**
		 * After a revision.
		 */
		AFTER_REVISION,
		/**
		 * With all objects at the latest revision.
		 */
		LATEST_STATE,
		/**
		 * With all objects at a revision or a later one; any state will do for 0.
		 */
		STATE_NOT_OLDER_THAN,
		/**
		 * With what happens from now on.
		 */
		NOW

	}

}
