package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.cluster.HostClusterException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link HostClusterException}.
 */
final class HostClusterFailureAnalyzer extends AbstractFailureAnalyzer<HostClusterException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HostClusterException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Run in a pod with a service account, set apiserver.cluster.kubeconfig to a kubeconfig file, or set"
						+ " apiserver.mode=standalone.",
				cause);
	}

}
