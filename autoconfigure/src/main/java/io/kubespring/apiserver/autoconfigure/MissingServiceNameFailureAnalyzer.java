package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingServiceNameException}.
 */
final class MissingServiceNameFailureAnalyzer extends AbstractFailureAnalyzer<MissingServiceNameException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingServiceNameException cause) {
		return new FailureAnalysis(
				"apiserver.registration.enabled is set, and apiserver.registration.service.name is not.",
				"Set apiserver.registration.service.name to the name of the Service in front of the application.",
				cause);
	}

}
