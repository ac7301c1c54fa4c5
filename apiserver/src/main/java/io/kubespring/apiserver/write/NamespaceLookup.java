package io.kubespring.apiserver.write;

/**
 * Tells of the namespaces of the cluster that this server extends. Safe for use by
 * several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface NamespaceLookup {

	/**
	 * Where there is no cluster, every namespace takes objects.
	 */
	NamespaceLookup ANY = new NamespaceLookup() {

		@Override
		public boolean isSynced() {
			return true;
		}

		@Override
		public Phase phase(String namespace) {
			return Phase.ACTIVE;
		}

	};

	/**
	 * Whether the namespaces of the cluster were seen once.
	 * @return {@code true} once they were
	 */
	boolean isSynced();

	/**
	 * The phase of a namespace. One that was not heard of is asked for before it counts
	 * as missing. Blocks, not for event loops.
	 * @param namespace the name, in whatever form a client may have given it
	 * @return the phase
	 * @throws UnknownNamespaceException if the cluster cannot be asked
	 */
	Phase phase(String namespace);

	/**
	 * What can be the matter with a namespace.
	 */
	enum Phase {

		/**
		 * It takes objects.
		 */
		ACTIVE,
		/**
		 * It is being emptied and takes no new objects.
		 */
		TERMINATING,
		/**
		 * There is none of that name.
		 */
		MISSING

	}

	/**
	 * It cannot be said whether a namespace exists.
	 */
	final class UnknownNamespaceException extends RuntimeException {

		/**
		 * Create an exception.
		 * @param message why it cannot be said
		 * @param cause what went wrong
		 */
		public UnknownNamespaceException(String message, Throwable cause) {
			super(message, cause);
		}

	}

}
