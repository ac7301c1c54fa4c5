package io.kubespring.apiserver.discovery;

import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.registry.ResourceDefinition;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a kind's members beside metadata: their names, as documentation. Their
 * content is open.
 */
final class SpecSchemas {

	private SpecSchemas() {
	}

	static void addTo(ObjectNode properties, ResourceDefinition definition) {
		for (String member : new ObjectCodec<>(definition.type()).members()) {
			if (!properties.has(member)) {
				properties.putObject(member).put("x-kubernetes-preserve-unknown-fields", true);
			}
		}
	}

}
