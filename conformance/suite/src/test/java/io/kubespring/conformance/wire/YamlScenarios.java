package io.kubespring.conformance.wire;

import java.util.List;

/**
 * YAML in bodies and answers, with its traps; nothing is written.
 */
final class YamlScenarios {

	static final String NAMESPACE = "yaml";

	private YamlScenarios() {
	}

	static List<Scenario> scenarios() {
		return ScenarioTable.read(NAMESPACE);
	}

}
