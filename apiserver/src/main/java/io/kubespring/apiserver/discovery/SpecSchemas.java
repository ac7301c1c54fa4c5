package io.kubespring.apiserver.discovery;

import java.util.Map;

import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.registry.InvalidResourceException;
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
		try {
			new ObjectCodec<>(definition.type()).describe(new TypeSchema(schema));
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw new InvalidResourceException(definition.bean().getClass(),
					"its type " + definition.type().getTypeName() + " has no form in JSON: " + ex,
					"Change the Java type until Jackson can write it.");
		}
		for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
			if (!properties.has(member.getKey())) {
				properties.set(member.getKey(), ((ObjectNode) member.getValue()).put(OPEN, true));
			}
		}
	}

}
