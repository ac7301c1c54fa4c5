package io.kubespring.apiserver.authentication;

/**
 * Credentials were presented and are refused. The message is for the log only: a client
 * never learns why. It carries no stack trace: it is an answer, not a defect.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class AuthenticationException extends RuntimeException {

	/**
	 * Create an exception.
	 * @param message why the credentials are refused
	 */
	public AuthenticationException(String message) {
		super(message, null, false, false);
	}

}
