package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.cluster.AuthorityFileException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link AuthorityFileException}.
 */
final class AuthorityFileFailureAnalyzer extends AbstractFailureAnalyzer<AuthorityFileException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AuthorityFileException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Let apiserver.authentication.client-ca-file and apiserver.authentication.request-header.client-ca-file"
						+ " name files of PEM certificates, or remove them to ask the host cluster.",
				cause);
	}

}
