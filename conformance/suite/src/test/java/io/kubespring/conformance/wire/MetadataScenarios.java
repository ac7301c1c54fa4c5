package io.kubespring.conformance.wire;

import java.util.List;

/**
 * Metadata of new objects: names, labels, annotations, owners, finalizers, times; nothing
 * is written.
 */
final class MetadataScenarios {

	static final String NAMESPACE = "metadata";

	private MetadataScenarios() {
	}

	static List<Scenario> scenarios() {
		return ScenarioTable.read(NAMESPACE);
	}

}
