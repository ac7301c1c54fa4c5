package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;

import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.codec.UnrepresentableNumberException;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.negotiation.BodyType;
import io.kubespring.apiserver.patch.GoTypes;
import io.kubespring.apiserver.write.Mutation;
import io.kubespring.apiserver.write.ScaleView;
import io.kubespring.apiserver.write.TypeMetaCheck;
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
		return object(type, body, null);
	}

	/**
	 * Read an object.
	 * @param mistakes gets what a strict reader would not accept, {@code null} to be told
	 * nothing
	 */
	ObjectNode object(BodyType type, byte[] body, @Nullable Collection<String> mistakes) {
		JsonNode tree = document(type, body, mistakes);
		String problem = TypeMetaCheck.unreadable(tree);
		problem = (problem != null) ? problem
				: TypeMetaCheck.missingKind(tree, () -> new String(body, StandardCharsets.UTF_8));
		if (problem != null) {
			throw unrecognized(problem, body);
		}
		if (tree.path("apiVersion").isNull()) {
			throw TypeMetaCheck.notHandled(tree, this.kind,
					".apiVersion accessor error: <nil> is of the type <nil>, expected string");
		}
		return (ObjectNode) tree;
	}

	/**
	 * Read a scale: unlike an object it may leave out what kind it is of.
	 */
	ObjectNode scale(BodyType type, byte[] body) {
		JsonNode tree = document(type, body, null);
		if (tree instanceof ObjectNode || tree.isNull()) {
			return ScaleView.read(tree);
		}
		throw notAnObject(tree, body);
	}

	private JsonNode document(BodyType type, byte[] body, @Nullable Collection<String> mistakes) {
		try {
			return (type == BodyType.YAML) ? TreeCodec.SHARED.readYaml(body, mistakes)
					: TreeCodec.SHARED.readTree(body, mistakes);
		}
		catch (UnrepresentableNumberException ex) {
			throw TypeMetaCheck.notHandled(ex.document(), this.kind, String.valueOf(ex.getMessage()));
		}
		catch (MalformedBodyException ex) {
			throw unrecognized((type == BodyType.YAML) ? String.valueOf(ex.getMessage())
					: "couldn't get version/kind; json parse error: " + ex.getMessage(), body);
		}
	}

	private ApiStatusException notAnObject(JsonNode tree, byte[] body) {
		return unrecognized(String.valueOf(TypeMetaCheck.unreadable(tree)), body);
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
		return (body[0] == '{') ? new String(body, 0, length, StandardCharsets.UTF_8) + cut
				: HexFormat.of().formatHex(body, 0, length) + cut;
	}

	/**
	 * Read a patch.
	 * @param mistakes gets what a strict reader would not accept, {@code null} to be told
	 * nothing
	 */
	Mutation.Change patch(BodyType type, byte[] body, @Nullable Collection<String> mistakes) {
		JsonNode document;
		try {
			document = TreeCodec.SHARED.readTree(body, mistakes);
		}
		catch (UnrepresentableNumberException ex) {
			return new Mutation.Refused(ApiStatusException.badRequest("error decoding patch: " + ex.getMessage()));
		}
		catch (MalformedBodyException ex) {
			throw ApiStatusException.badRequest("invalid JSON patch");
		}
		if (type == BodyType.JSON_PATCH) {
			return JsonPatchBody.read(document, mistakes);
		}
		if (document.isObject()) {
			return new Mutation.MergePatched(document);
		}
		return new Mutation.Refused(ApiStatusException.badRequest((mistakes == null || document.isNull())
				? "Invalid JSON Patch" : "error decoding patch: json: cannot unmarshal " + GoTypes.nameOf(document)
						+ " into Go value of type map[string]interface {}"));
	}

}
