package io.kubespring.apiserver.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.kubespring.apiserver.codec.TreeCodec;
import tools.jackson.databind.JsonNode;

/**
 * A Swagger 2.0 document as the protocol buffer {@code openapi.v2.Document} of
 * {@code gnostic-models}, the only form in which {@code kubectl} reads it when no
 * kube-apiserver stands between.
 */
final class OpenApiV2Protobuf {

	private OpenApiV2Protobuf() {
	}

	static byte[] write(JsonNode swagger) {
		ProtobufWriter document = new ProtobufWriter();
		document.text(1, text(swagger, "swagger"));
		document.message(2, (info) -> {
			info.text(1, text(swagger.path("info"), "title"));
			info.text(2, text(swagger.path("info"), "version"));
		});
		document.message(8,
				(paths) -> swagger.path("paths")
					.properties()
					.forEach((path) -> paths.message(2, (named) -> named(named, path, OpenApiV2Protobuf::path))));
		document.message(9, (definitions) -> swagger.path("definitions")
			.properties()
			.forEach((schema) -> definitions.message(1, (named) -> named(named, schema, OpenApiV2Protobuf::schema))));
		return document.toByteArray();
	}

	private static void named(ProtobufWriter writer, Map.Entry<String, JsonNode> entry, Content content) {
		writer.text(1, entry.getKey());
		writer.message(2, (value) -> content.write(value, entry.getValue()));
	}

	private static void path(ProtobufWriter writer, JsonNode path) {
		operation(writer, 2, path.path("get"));
		operation(writer, 3, path.path("put"));
		operation(writer, 4, path.path("post"));
		operation(writer, 5, path.path("delete"));
		operation(writer, 8, path.path("patch"));
		parameters(writer, 9, path.path("parameters"));
	}

	private static void operation(ProtobufWriter writer, int field, JsonNode operation) {
		if (!operation.isObject()) {
			return;
		}
		writer.message(field, (message) -> {
			texts(message, 1, operation.path("tags"));
			message.text(3, text(operation, "description"));
			message.text(5, text(operation, "operationId"));
			texts(message, 6, operation.path("produces"));
			texts(message, 7, operation.path("consumes"));
			parameters(message, 8, operation.path("parameters"));
			message.message(9,
					(responses) -> operation.path("responses")
						.properties()
						.forEach((response) -> responses.message(1,
								(named) -> named(named, response, OpenApiV2Protobuf::response))));
			texts(message, 10, operation.path("schemes"));
			extensions(message, 13, operation);
		});
	}

	private static void response(ProtobufWriter writer, JsonNode response) {
		writer.message(1, (message) -> {
			message.text(1, text(response, "description"));
			if (response.path("schema").isObject()) {
				message.message(2, (item) -> item.message(1, (schema) -> schema(schema, response.path("schema"))));
			}
		});
	}

	private static void parameters(ProtobufWriter writer, int field, JsonNode parameters) {
		for (JsonNode parameter : parameters) {
			writer.message(field, (item) -> item.message(1, (message) -> parameter(message, parameter)));
		}
	}

	private static void parameter(ProtobufWriter writer, JsonNode parameter) {
		switch (text(parameter, "in")) {
			case "body" -> writer.message(1, (body) -> {
				body.text(2, text(parameter, "name"));
				body.text(3, "body");
				body.flag(4, parameter.path("required").asBoolean());
				body.message(5, (schema) -> schema(schema, parameter.path("schema")));
			});
			case "path" -> writer.message(2, (other) -> other.message(4, (path) -> {
				path.flag(1, true);
				path.text(2, "path");
				path.text(3, text(parameter, "description"));
				path.text(4, text(parameter, "name"));
				path.text(5, text(parameter, "type"));
				path.flag(19, true);
			}));
			default -> writer.message(2, (other) -> other.message(3, (query) -> {
				query.text(2, "query");
				query.text(3, text(parameter, "description"));
				query.text(4, text(parameter, "name"));
				query.text(6, text(parameter, "type"));
				query.flag(20, true);
			}));
		}
	}

	private static void schema(ProtobufWriter writer, JsonNode schema) {
		writer.text(1, text(schema, "$ref"));
		writer.text(2, text(schema, "format"));
		writer.text(4, text(schema, "description"));
		texts(writer, 19, schema.path("required"));
		JsonNode additional = schema.path("additionalProperties");
		if (additional.isObject()) {
			writer.message(21, (item) -> item.message(1, (message) -> schema(message, additional)));
		}
		if (schema.has("type")) {
			writer.message(22, (type) -> type.text(1, text(schema, "type")));
		}
		if (schema.path("items").isObject()) {
			writer.message(23, (items) -> items.message(1, (message) -> schema(message, schema.path("items"))));
		}
		if (schema.path("properties").isObject()) {
			writer.message(25,
					(properties) -> schema.path("properties")
						.properties()
						.forEach((property) -> properties.message(1,
								(named) -> named(named, property, OpenApiV2Protobuf::schema))));
		}
		extensions(writer, 31, schema);
	}

	/**
	 * Extensions are carried as YAML texts; JSON is YAML.
	 */
	private static void extensions(ProtobufWriter writer, int field, JsonNode holder) {
		for (Map.Entry<String, JsonNode> member : holder.properties()) {
			if (member.getKey().startsWith("x-")) {
				writer.message(field, (named) -> {
					named.text(1, member.getKey());
					named.message(2,
							(any) -> any.text(2,
									new String(TreeCodec.SHARED.yaml(TreeCodec.SHARED.write(member.getValue())),
											StandardCharsets.UTF_8)));
				});
			}
		}
	}

	private static void texts(ProtobufWriter writer, int field, JsonNode texts) {
		texts.forEach((text) -> writer.text(field, text.asString("")));
	}

	private static String text(JsonNode holder, String member) {
		return holder.path(member).asString("");
	}

	private interface Content {

		void write(ProtobufWriter writer, JsonNode node);

	}

}
