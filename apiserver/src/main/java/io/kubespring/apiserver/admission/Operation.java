package io.kubespring.apiserver.admission;

/**
 * What is done to an object.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public enum Operation {

	/**
	 * It is created, also by an update that creates what does not exist.
	 */
	CREATE,
	/**
	 * It is replaced or patched, or one of its subresources is.
	 */
	UPDATE,
	/**
	 * It is deleted, alone or with others.
	 */
	DELETE,
	/**
	 * A subresource of it that connects is called.
	 */
	CONNECT

}
