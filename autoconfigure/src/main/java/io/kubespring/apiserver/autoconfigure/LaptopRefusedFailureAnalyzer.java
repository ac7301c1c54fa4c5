package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.laptop.LaptopRefusedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link LaptopRefusedException}.
 */
final class LaptopRefusedFailureAnalyzer extends AbstractFailureAnalyzer<LaptopRefusedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LaptopRefusedException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
