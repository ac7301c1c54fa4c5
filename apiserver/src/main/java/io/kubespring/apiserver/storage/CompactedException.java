package io.kubespring.apiserver.storage;

/**
 * The revision asked for lies before the history that the store keeps.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class CompactedException extends RuntimeException {

	/**
	 * Create an exception.
	 * @param wanted the revision asked for
	 * @param horizon the oldest revision that can be followed from
	 */
	public CompactedException(long wanted, long horizon) {
		super("revision " + wanted + " is older than " + horizon, null, false, false);
	}

}
