package io.kubespring.apiserver.installation;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes what every object begins with.
 */
final class KubernetesObjects {

	static final String NAME_LABEL = "app.kubernetes.io/name";

	private KubernetesObjects() {
	}

	static ObjectNode create(String apiVersion, String kind, String name, @Nullable String namespace) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		object.put("apiVersion", apiVersion).put("kind", kind);
		ObjectNode metadata = object.putObject("metadata").put("name", name);
		if (namespace != null) {
			metadata.put("namespace", namespace);
		}
		return object;
	}

}
