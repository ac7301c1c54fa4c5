package io.kubespring.apiserver.selector;

/**
 * A selector that cannot be read; the message is what the client is told.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class SelectorSyntaxException extends RuntimeException {

	SelectorSyntaxException(String message) {
		super(message, null, false, false);
	}

}
