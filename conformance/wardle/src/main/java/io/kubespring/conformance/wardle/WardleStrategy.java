package io.kubespring.conformance.wardle;

import io.kubespring.apiserver.strategy.WriteStrategy;

interface WardleStrategy extends WriteStrategy {

	@Override
	default NameRule nameRule() {
		return NameRule.PATH_SEGMENT;
	}

	@Override
	default boolean tracksGeneration() {
		return false;
	}

}
