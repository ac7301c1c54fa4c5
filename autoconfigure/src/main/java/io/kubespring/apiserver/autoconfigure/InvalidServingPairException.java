package io.kubespring.apiserver.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A certificate and a key with which nothing can be served. The message says why and
 * never holds a part of the key.
 */
final class InvalidServingPairException extends RuntimeException {

	InvalidServingPairException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
