package io.kubespring.apiserver.autoconfigure;

/**
 * A certificate is to be requested and it is not said from whom.
 */
final class MissingSignerNameException extends RuntimeException {

	MissingSignerNameException() {
		super("The name of the signer is not set");
	}

}
