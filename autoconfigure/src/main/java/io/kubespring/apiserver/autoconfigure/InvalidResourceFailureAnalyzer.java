package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.registry.InvalidResourceException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link InvalidResourceException}.
 */
final class InvalidResourceFailureAnalyzer extends AbstractFailureAnalyzer<InvalidResourceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidResourceException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
