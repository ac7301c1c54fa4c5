package io.kubespring.apiserver.request;

import java.util.Locale;

/**
 * Verbs that a resource can serve.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public enum Verb {

	/**
	 * Create an object.
	 */
	CREATE,
	/**
	 * Delete an object.
	 */
	DELETE,
	/**
	 * Delete all objects of a selection.
	 */
	DELETECOLLECTION,
	/**
	 * Read an object.
	 */
	GET,
	/**
	 * Read all objects of a selection.
	 */
	LIST,
	/**
	 * Change parts of an object.
	 */
	PATCH,
	/**
	 * Replace an object.
	 */
	UPDATE,
	/**
	 * Follow the changes of a selection.
	 */
	WATCH;

	private final String text = name().toLowerCase(Locale.ROOT);

	/**
	 * The verb as in discovery and authorization.
	 * @return the verb in lower case
	 */
	public String text() {
		return this.text;
	}

}
