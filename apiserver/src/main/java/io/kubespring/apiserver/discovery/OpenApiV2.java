package io.kubespring.apiserver.discovery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Swagger 2.0 document of all group versions, made from the OpenAPI 3.0 ones.
 */
final class OpenApiV2 {

	private static final String V3_REFERENCE = "#/components/schemas/";

	private static final String V2_REFERENCE = "#/definitions/";

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private OpenApiV2() {
	}

	/**
	 * Convert the documents of all groups and versions.
	 * @param documents documents of OpenAPI v3, which are not changed
	 */
	static ObjectNode of(List<ObjectNode> documents, VersionInfo version) {
		ObjectNode swagger = NODES.objectNode();
		swagger.put("swagger", "2.0");
		swagger.putObject("info").put("title", "Kubernetes").put("version", version.gitVersion());
		ObjectNode paths = swagger.putObject("paths");
		ObjectNode definitions = swagger.putObject("definitions");
		for (ObjectNode v3 : documents) {
			v3.path("paths").properties().forEach((path) -> paths.set(path.getKey(), path(path.getValue())));
			v3.path("components")
				.path("schemas")
				.properties()
				.forEach((schema) -> definitions.set(schema.getKey(), schema(schema.getValue())));
		}
		return swagger;
	}

	private static ObjectNode path(JsonNode item) {
		ObjectNode converted = NODES.objectNode();
		for (Map.Entry<String, JsonNode> member : item.properties()) {
			converted.set(member.getKey(), member.getKey().equals("parameters") ? parameters(member.getValue())
					: operation((ObjectNode) member.getValue()));
		}
		return converted;
	}

	private static ArrayNode parameters(JsonNode parameters) {
		ArrayNode converted = NODES.arrayNode();
		for (JsonNode parameter : parameters) {
			ObjectNode copy = ((ObjectNode) parameter).deepCopy();
			JsonNode schema = copy.remove("schema");
			if (schema instanceof ObjectNode members) {
				copy.setAll(members);
			}
			converted.add(copy);
		}
		return converted;
	}

	private static ObjectNode operation(ObjectNode operation) {
		ObjectNode converted = operation.deepCopy();
		converted.remove("requestBody");
		ArrayNode parameters = parameters(operation.path("parameters"));
		JsonNode body = operation.path("requestBody");
		if (body.isObject()) {
			ArrayNode consumes = converted.putArray("consumes");
			body.path("content").propertyNames().forEach(consumes::add);
			ObjectNode parameter = parameters.addObject();
			parameter.put("in", "body").put("name", "body").put("required", body.path("required").asBoolean());
			parameter.set("schema", schema(body.path("content").iterator().next().path("schema")));
		}
		if (!parameters.isEmpty()) {
			converted.set("parameters", parameters);
		}
		Set<String> produces = new LinkedHashSet<>();
		ObjectNode responses = converted.putObject("responses");
		for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
			ObjectNode target = responses.putObject(response.getKey());
			target.set("description", response.getValue().path("description"));
			JsonNode content = response.getValue().path("content");
			if (content.isObject()) {
				produces.addAll(content.propertyNames());
				target.set("schema", schema(content.iterator().next().path("schema")));
			}
		}
		ArrayNode types = converted.putArray("produces");
		produces.forEach(types::add);
		converted.putArray("schemes").add("https");
		return converted;
	}

	/**
	 * A schema of version 2: references stand alone; defaults are left out as the
	 * reference does, else the aggregator would rename what both of us describe.
	 */
	private static JsonNode schema(JsonNode schema) {
		if (schema.isArray()) {
			ArrayNode converted = NODES.arrayNode();
			schema.forEach((item) -> converted.add(schema(item)));
			return converted;
		}
		if (!(schema instanceof ObjectNode members)) {
			return schema;
		}
		if (members.has(SpecSchemas.OPEN) && !members.has(KindSchemas.KIND_EXTENSION)) {
			return open(members);
		}
		ObjectNode converted = NODES.objectNode();
		for (Map.Entry<String, JsonNode> member : members.properties()) {
			JsonNode value = member.getValue();
			switch (member.getKey()) {
				case "$ref" -> converted.put("$ref", value.asString().replace(V3_REFERENCE, V2_REFERENCE));
				case "allOf" ->
					converted.put("$ref", value.path(0).path("$ref").asString().replace(V3_REFERENCE, V2_REFERENCE));
				case "default" -> {
				}
				case "properties" -> {
					ObjectNode properties = converted.putObject("properties");
					value.properties()
						.forEach((property) -> properties.set(property.getKey(), schema(property.getValue())));
				}
				default -> converted.set(member.getKey(), schema(value));
			}
		}
		return converted;
	}

	/**
	 * An open schema without what is known of its content: kubectl would take that for a
	 * promise that nothing else is accepted.
	 */
	private static ObjectNode open(ObjectNode schema) {
		ObjectNode open = NODES.objectNode();
		if (schema.path("type").asString("").equals("object")) {
			open.put("type", "object");
		}
		return open.put(SpecSchemas.OPEN, true);
	}

}
