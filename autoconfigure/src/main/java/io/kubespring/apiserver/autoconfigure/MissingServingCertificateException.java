package io.kubespring.apiserver.autoconfigure;

/**
 * A server that extends a cluster has no certificate to serve with.
 */
final class MissingServingCertificateException extends RuntimeException {

	MissingServingCertificateException() {
		super("No serving certificate is configured");
	}

}
