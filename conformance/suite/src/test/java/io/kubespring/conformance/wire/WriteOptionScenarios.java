package io.kubespring.conformance.wire;

import java.util.List;

/**
 * Options of writes, dry runs of every verb, and updates that do not fit their path.
 */
final class WriteOptionScenarios {

	static final String NAMESPACE = "write-options";

	private WriteOptionScenarios() {
	}

	static List<Scenario> scenarios() {
		return ScenarioTable.read(NAMESPACE);
	}

}
