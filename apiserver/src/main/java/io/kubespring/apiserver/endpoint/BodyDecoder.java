package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.Preconditions;
import io.kubespring.apiserver.negotiation.BodyType;
import io.kubespring.apiserver.patch.GoTypes;
import io.kubespring.apiserver.patch.JsonPatch;
import io.kubespring.apiserver.write.Mutation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns bodies into objects, patches and options; what cannot be read is answered as the
 * reference answers it.
 */
final class BodyDecoder {

	private static final int SUMMARY = 30;

	private final String kind;

	BodyDecoder(String kind) {
		this.kind = kind;
	}

	ObjectNode object(BodyType type, byte[] body) {
		try {
			JsonNode tree = (type == BodyType.YAML) ? TreeCodec.SHARED.readYaml(body) : TreeCodec.SHARED.readTree(body);
			if (tree instanceof ObjectNode object) {
				requireKind(object, body);
				return object;
			}
			throw unrecognized("couldn't get version/kind; json parse error: json: cannot unmarshal "
					+ GoTypes.nameOf(tree) + " into Go value of type struct", body);
		}
		catch (MalformedBodyException ex) {
			throw unrecognized("couldn't get version/kind; json parse error: " + ex.getMessage(), body);
		}
	}

	private void requireKind(ObjectNode object, byte[] body) {
		if (object.path("kind").asString("").isEmpty()) {
			throw unrecognized("Object 'Kind' is missing in '" + new String(body, StandardCharsets.UTF_8) + "'", body);
		}
	}

	private ApiStatusException unrecognized(String problem, byte[] body) {
		return ApiStatusException.badRequest("the object provided is unrecognized (must be of type " + this.kind + "): "
				+ problem + " (" + summary(body) + ")");
	}

	private static String summary(byte[] body) {
		if (body.length == 0) {
			return "<empty>";
		}
		int length = Math.min(body.length, SUMMARY);
		String cut = (body.length > SUMMARY) ? " ..." : "";
		return (body[0] == '{') ? new String(body, 0, length, StandardCharsets.UTF_8) + cut.trim()
				: HexFormat.of().formatHex(body, 0, length) + cut;
	}

	Mutation.Change patch(BodyType type, byte[] body) {
		JsonNode document = patchDocument(body);
		if (type == BodyType.JSON_PATCH) {
			return new Mutation.JsonPatched(JsonPatch.parse(document));
		}
		if (document.isNull()) {
			throw ApiStatusException.badRequest("Invalid JSON Patch");
		}
		if (!document.isObject()) {
			throw ApiStatusException.badRequest("error decoding patch: json: cannot unmarshal "
					+ GoTypes.nameOf(document) + " into Go value of type map[string]interface {}");
		}
		return new Mutation.MergePatched(document);
	}

	private static JsonNode patchDocument(byte[] body) {
		try {
			return TreeCodec.SHARED.readTree(body);
		}
		catch (MalformedBodyException ex) {
			throw ApiStatusException.badRequest("invalid JSON patch");
		}
	}

	/**
	 * Read the options of a deletion from its body; a dry run that the query asks for
	 * holds as well.
	 */
	DeleteOptions deleteOptions(BodyType type, byte[] body, List<String> dryRunOfQuery) {
		ObjectNode tree = deleteTree(type, body);
		String actual = tree.path("kind").asString("");
		if (!actual.isEmpty() && !actual.equals("DeleteOptions")) {
			throw ApiStatusException.badRequest("decoded object cannot be converted to DeleteOptions");
		}
		JsonNode preconditions = tree.path("preconditions");
		List<String> dryRun = new ArrayList<>(dryRunOfQuery);
		tree.path("dryRun").forEach((stage) -> dryRun.add(stage.asString("")));
		return DeleteOptions.builder()
			.gracePeriodSeconds(number(tree, "gracePeriodSeconds"))
			.orphanDependents(flag(tree, "orphanDependents"))
			.propagationPolicy(text(tree, "propagationPolicy"))
			.preconditions(new Preconditions(text(preconditions, "uid"), text(preconditions, "resourceVersion")))
			.dryRun(dryRun)
			.build();
	}

	private static ObjectNode deleteTree(BodyType type, byte[] body) {
		try {
			JsonNode tree = (type == BodyType.YAML) ? TreeCodec.SHARED.readYaml(body) : TreeCodec.SHARED.readTree(body);
			if (tree instanceof ObjectNode object) {
				return object;
			}
			return TreeCodec.SHARED.mapper().createObjectNode();
		}
		catch (MalformedBodyException ex) {
			throw ApiStatusException.badRequest("couldn't get version/kind; json parse error: " + ex.getMessage());
		}
	}

	private static @Nullable Long number(JsonNode tree, String member) {
		JsonNode value = present(tree, member);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber()) {
			throw wrongType(value, member, "int64");
		}
		return value.longValue();
	}

	private static @Nullable Boolean flag(JsonNode tree, String member) {
		JsonNode value = present(tree, member);
		if (value == null) {
			return null;
		}
		if (!value.isBoolean()) {
			throw wrongType(value, member, "bool");
		}
		return value.booleanValue();
	}

	private static @Nullable String text(JsonNode tree, String member) {
		JsonNode value = present(tree, member);
		if (value == null) {
			return null;
		}
		if (!value.isString()) {
			throw wrongType(value, member, "string");
		}
		return value.stringValue();
	}

	private static @Nullable JsonNode present(JsonNode tree, String member) {
		JsonNode value = tree.get(member);
		return (value != null && !value.isNull()) ? value : null;
	}

	private static ApiStatusException wrongType(JsonNode value, String member, String type) {
		return ApiStatusException.badRequest("json: cannot unmarshal " + GoTypes.nameOf(value)
				+ " into Go struct field DeleteOptions." + member + " of type " + type);
	}

}
