package io.kubespring.apiserver.discovery;

import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.registry.ResourceDefinition;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of a resource's kind and list: metadata is closed, everything else open.
 */
final class KindSchemas {

	static final String KIND_EXTENSION = "x-kubernetes-group-version-kind";

	private static final String API_VERSION = "APIVersion defines the versioned schema of this representation of an"
			+ " object. Servers should convert recognized schemas to the latest internal value, and may reject"
			+ " unrecognized values. More info:"
			+ " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources";

	private static final String KIND = "Kind is a string value representing the REST resource this object represents."
			+ " Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In"
			+ " CamelCase. More info:"
			+ " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds";

	private KindSchemas() {
	}

	static ObjectNode kind(ResourceDefinition definition) {
		ObjectNode schema = JsonNodeFactory.instance.objectNode();
		schema.put("type", "object");
		ObjectNode properties = schema.putObject("properties");
		typeMeta(properties);
		reference(properties, "metadata", "ObjectMeta", "Standard object's metadata. More info:"
				+ " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata");
		SpecSchemas.addTo(properties, definition);
		schema.put(SpecSchemas.OPEN, true);
		groupVersionKind(schema, definition.kind());
		return schema;
	}

	static ObjectNode list(ResourceDefinition definition) {
		ObjectNode schema = JsonNodeFactory.instance.objectNode();
		schema.put("description", definition.listKind() + " is a list of " + definition.kind().kind());
		schema.put("type", "object");
		schema.putArray("required").add("items");
		ObjectNode properties = schema.putObject("properties");
		typeMeta(properties);
		ObjectNode items = properties.putObject("items");
		items.put("description", "List of " + definition.resource().resource());
		items.put("type", "array");
		items.putObject("items").put("$ref", "#/components/schemas/" + OpenApiNames.model(definition.kind()));
		reference(properties, "metadata", "ListMeta", "Standard list metadata. More info:"
				+ " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds");
		groupVersionKind(schema, definition.kind().groupVersion().withKind(definition.listKind()));
		return schema;
	}

	private static void typeMeta(ObjectNode properties) {
		properties.putObject("apiVersion").put("description", API_VERSION).put("type", "string");
		properties.putObject("kind").put("description", KIND).put("type", "string");
	}

	private static void reference(ObjectNode properties, String member, String model, String description) {
		ObjectNode schema = properties.putObject(member);
		schema.put("description", description);
		schema.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + OpenApiNames.META + model);
	}

	static void groupVersionKind(ObjectNode schema, GroupVersionKind kind) {
		put(schema.putArray(KIND_EXTENSION).addObject(), kind);
	}

	static void put(ObjectNode extension, GroupVersionKind kind) {
		extension.put("group", kind.group()).put("kind", kind.kind()).put("version", kind.version());
	}

}
