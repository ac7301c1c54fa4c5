package io.kubespring.apiserver.autoconfigure;

/**
 * The application is to register itself and does not know its Service.
 */
final class MissingServiceNameException extends RuntimeException {

	MissingServiceNameException() {
		super("The name of the Service is not set");
	}

}
