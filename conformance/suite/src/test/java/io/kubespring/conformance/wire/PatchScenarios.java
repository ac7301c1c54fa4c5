package io.kubespring.conformance.wire;

import java.util.List;

/**
 * Patches: merge patches and JSON patches, well-formed and not, in dry runs.
 */
final class PatchScenarios {

	static final String NAMESPACE = "patches";

	private PatchScenarios() {
	}

	static List<Scenario> scenarios() {
		return ScenarioTable.read(NAMESPACE);
	}

}
