package io.kubespring.apiserver.request;

/**
 * A path of which nobody can say what it asks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class RequestInfoException extends RuntimeException {

	RequestInfoException(String message) {
		super(message, null, false, false);
	}

}
