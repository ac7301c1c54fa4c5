package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingSignerNameException}.
 */
final class MissingSignerNameFailureAnalyzer extends AbstractFailureAnalyzer<MissingSignerNameException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingSignerNameException cause) {
		return new FailureAnalysis(
				"apiserver.certificate.mode is csr, and apiserver.certificate.signer-name is not set.",
				"Set apiserver.certificate.signer-name to a signer of the cluster that issues serving certificates, or"
						+ " apiserver.certificate.mode=secret to do without one.",
				cause);
	}

}
