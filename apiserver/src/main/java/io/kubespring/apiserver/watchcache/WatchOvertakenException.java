package io.kubespring.apiserver.watchcache;

/**
 * A watch did not take what it was sent until its further events were forgotten.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class WatchOvertakenException extends RuntimeException {

	WatchOvertakenException() {
		super("the watch was too slow and its events are forgotten", null, false, false);
	}

}
