package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingPermissionsException}, with what has to be applied.
 */
final class MissingPermissionsFailureAnalyzer extends AbstractFailureAnalyzer<MissingPermissionsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingPermissionsException cause) {
		return new FailureAnalysis(String.format("%s.%n%n%s", cause.getMessage(), cause.missing()),
				String.format(
						"Apply this with kubectl apply -f, as somebody who may give these rights:%n%n%s%n"
								+ "Or set apiserver.cluster.require-permissions=false to start with what there is.",
						cause.yaml()),
				cause);
	}

}
