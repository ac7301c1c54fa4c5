package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingPermissionsException}, with what has to be applied.
 */
final class MissingPermissionsFailureAnalyzer extends AbstractFailureAnalyzer<MissingPermissionsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingPermissionsException cause) {
		return new FailureAnalysis(String.format("%s.%n%n%s", cause.getMessage(), cause.missing()), cause.action(),
				cause);
	}

}
