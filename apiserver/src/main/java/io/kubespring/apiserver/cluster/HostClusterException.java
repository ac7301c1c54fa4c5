package io.kubespring.apiserver.cluster;

import org.jspecify.annotations.Nullable;

/**
 * There is no way to the host cluster: not in a pod, or no usable kubeconfig.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class HostClusterException extends RuntimeException {

	HostClusterException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
