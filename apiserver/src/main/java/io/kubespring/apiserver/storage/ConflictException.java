package io.kubespring.apiserver.storage;

/**
 * The key is not at the revision that a {@link Change} expected.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class ConflictException extends RuntimeException {

	private final long actualRevision;

	/**
	 * Create an exception.
	 * @param key the key
	 * @param actualRevision the key's revision, 0 if it does not exist
	 */
	public ConflictException(String key, long actualRevision) {
		super(key + " is at revision " + actualRevision, null, false, false);
		this.actualRevision = actualRevision;
	}

	/**
	 * The revision the key is at.
	 * @return the revision, 0 if the key does not exist
	 */
	public long actualRevision() {
		return this.actualRevision;
	}

}
