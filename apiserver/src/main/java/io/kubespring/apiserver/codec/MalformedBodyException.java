package io.kubespring.apiserver.codec;

/**
 * A document that cannot be read.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class MalformedBodyException extends RuntimeException {

	/**
	 * Create an exception.
	 * @param message what is wrong
	 */
	public MalformedBodyException(String message) {
		super(message, null, false, false);
	}

}
