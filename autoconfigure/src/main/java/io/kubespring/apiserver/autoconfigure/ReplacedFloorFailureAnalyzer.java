package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link ReplacedFloorException}.
 */
final class ReplacedFloorFailureAnalyzer extends AbstractFailureAnalyzer<ReplacedFloorException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ReplacedFloorException cause) {
		return new FailureAnalysis(
				"The bean '" + cause.beanName() + "' is a " + cause.type().getSimpleName()
						+ " of the application, which would replace what guards the API.",
				"Declare Authenticator or Authorizer beans instead: they are asked in addition, in order.", cause);
	}

}
