package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.server.MissingStoreException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingStoreException}.
 */
final class MissingStoreFailureAnalyzer extends AbstractFailureAnalyzer<MissingStoreException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingStoreException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Declare a Store bean, or do not exclude ApiServerStorageAutoConfiguration, which has one in memory.",
				cause);
	}

}
