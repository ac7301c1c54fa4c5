package io.kubespring.apiserver.discovery;

import java.util.Map;

import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.registry.ResourceDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a kind's members beside metadata: what their Java types tell, as
 * documentation. Their content is open.
 */
final class SpecSchemas {

	static final String OPEN = "x-kubernetes-preserve-unknown-fields";

	private SpecSchemas() {
	}

	static void addTo(ObjectNode properties, ResourceDefinition definition) {
		ObjectNode schema = JsonNodeFactory.instance.objectNode();
		new ObjectCodec<>(definition.type()).describe(new TypeSchema(schema));
		for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
			if (!properties.has(member.getKey())) {
				properties.set(member.getKey(), ((ObjectNode) member.getValue()).put(OPEN, true));
			}
		}
	}

}
