package io.kubespring.conformance.wire;

import java.util.List;

/**
 * Bodies of creations: what is no JSON, or not the endpoint's kind, or deep, large, or
 * said twice; nothing is written.
 */
final class CreateBodyScenarios {

	static final String NAMESPACE = "create-bodies";

	private CreateBodyScenarios() {
	}

	static List<Scenario> scenarios() {
		return ScenarioTable.read(NAMESPACE);
	}

}
