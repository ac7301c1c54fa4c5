package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.negotiation.BodyType;
import io.kubespring.apiserver.patch.GoTypes;
import io.kubespring.apiserver.patch.JsonPatch;
import io.kubespring.apiserver.write.Mutation;
import io.kubespring.apiserver.write.ScaleView;
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
		JsonNode tree = document(type, body);
		if (tree instanceof ObjectNode object) {
			requireKind(object, body);
			return object;
		}
		throw notAnObject(tree, body);
	}

	/**
	 * Read a scale: unlike an object it may leave out what kind it is of.
	 */
	ObjectNode scale(BodyType type, byte[] body) {
		JsonNode tree = document(type, body);
		if (tree instanceof ObjectNode || tree.isNull()) {
			return ScaleView.read(tree);
		}
		throw notAnObject(tree, body);
	}

	private JsonNode document(BodyType type, byte[] body) {
		try {
			return (type == BodyType.YAML) ? TreeCodec.SHARED.readYaml(body) : TreeCodec.SHARED.readTree(body);
		}
		catch (MalformedBodyException ex) {
			throw unrecognized("couldn't get version/kind; json parse error: " + ex.getMessage(), body);
		}
	}

	private ApiStatusException notAnObject(JsonNode tree, byte[] body) {
		return unrecognized("couldn't get version/kind; json parse error: json: cannot unmarshal "
				+ GoTypes.nameOf(tree) + " into Go value of type struct", body);
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

}
