package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link InvalidServingPairException}.
 */
final class InvalidServingPairFailureAnalyzer extends AbstractFailureAnalyzer<InvalidServingPairException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidServingPairException cause) {
		return new FailureAnalysis("The application cannot serve with its certificate: " + cause.getMessage() + ".",
				"Set server.ssl.certificate to a PEM file with the certificate and the intermediate ones, and"
						+ " server.ssl.certificate-private-key to one with its private key; or set server.ssl.bundle.",
				cause);
	}

}
