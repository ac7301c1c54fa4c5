package io.kubespring.apiserver.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link HiddenByBasePathException}.
 */
final class HiddenByBasePathFailureAnalyzer extends AbstractFailureAnalyzer<HiddenByBasePathException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HiddenByBasePathException cause) {
		return new FailureAnalysis(
				"spring.webflux.base-path is '" + cause.basePath()
						+ "', which would hide the API: its paths begin with /apis.",
				"Remove spring.webflux.base-path, and give the application's own controllers the prefix instead.",
				cause);
	}

}
