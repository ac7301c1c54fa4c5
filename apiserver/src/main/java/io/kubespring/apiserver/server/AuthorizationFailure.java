package io.kubespring.apiserver.server;

/**
 * Nobody could decide about a request.
 */
final class AuthorizationFailure extends RuntimeException {

	AuthorizationFailure(Throwable cause) {
		super(cause.getMessage(), cause);
	}

}
