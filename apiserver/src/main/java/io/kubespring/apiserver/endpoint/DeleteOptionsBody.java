package io.kubespring.apiserver.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.Preconditions;
import io.kubespring.apiserver.negotiation.BodyType;
import io.kubespring.apiserver.patch.GoTypes;
import io.kubespring.apiserver.request.DeleteOptionsDecoder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the options of a deletion from its body: {@code DeleteOptions} of whatever
 * version, or nothing that names a kind. Members that are not known are passed over.
 */
final class DeleteOptionsBody {

	private static final String TYPE_META = "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\";"
			+ " Kind string \"json:\\\"kind,omitempty\\\"\" }";

	private final DeleteOptions.Builder options = DeleteOptions.builder();

	private final List<String> dryRun;

	private DeleteOptionsBody(List<String> dryRunOfQuery) {
		this.dryRun = new ArrayList<>(dryRunOfQuery);
	}

	/**
	 * Read options; a dry run that the query asks for holds as well.
	 */
	static DeleteOptions read(BodyType type, byte[] body, List<String> dryRunOfQuery) {
		JsonNode tree = parse(type, body);
		requireKind(tree);
		DeleteOptionsBody reader = new DeleteOptionsBody(dryRunOfQuery);
		for (Map.Entry<String, JsonNode> member : tree.properties()) {
			if (!member.getValue().isNull()) {
				reader.take(member.getKey(), member.getValue());
			}
		}
		return reader.options.dryRun(reader.dryRun).build();
	}

	private static JsonNode parse(BodyType type, byte[] body) {
		try {
			JsonNode read = (type == BodyType.YAML) ? TreeCodec.SHARED.readYaml(body) : TreeCodec.SHARED.readTree(body);
			JsonNode tree = (type == BodyType.YAML) ? read : TreeCodec.SHARED.mapper().readTree(body);
			if (tree instanceof ObjectNode || tree.isNull()) {
				return tree;
			}
			throw unreadable("json: cannot unmarshal " + GoTypes.nameOf(tree) + " into Go value of type " + TYPE_META);
		}
		catch (MalformedBodyException ex) {
			throw unreadable(ex.getMessage());
		}
	}

	private static ApiStatusException unreadable(@Nullable String problem) {
		return ApiStatusException.badRequest("couldn't get version/kind; json parse error: " + problem);
	}

	private static void requireKind(JsonNode tree) {
		String apiVersion = typeMeta(tree, "apiVersion");
		String kind = typeMeta(tree, "kind");
		if (apiVersion.indexOf('/') != apiVersion.lastIndexOf('/')) {
			throw ApiStatusException.badRequest("unexpected GroupVersion string: " + apiVersion);
		}
		if (kind.isEmpty() || kind.equals("DeleteOptions")) {
			return;
		}
		boolean known = kind.equals("Status") && apiVersion.equals("v1");
		throw ApiStatusException.badRequest(known ? "converting (v1.Status) to (v1.DeleteOptions): unknown conversion"
				: "no kind " + GoQuote.quote(kind) + " is registered for version " + GoQuote.quote(apiVersion)
						+ " in scheme \"pkg/runtime/scheme.go:111\"");
	}

	private static String typeMeta(JsonNode tree, String member) {
		JsonNode value = tree.get(member);
		if (value == null || value.isNull()) {
			return "";
		}
		if (!value.isString()) {
			throw unreadable(
					"json: cannot unmarshal " + shown(value) + " into Go struct field ." + member + " of type string");
		}
		return value.stringValue();
	}

	private void take(String member, JsonNode value) {
		String field = "DeleteOptions." + member;
		switch (member) {
			case "gracePeriodSeconds" -> this.options.gracePeriodSeconds(number(value, field));
			case "orphanDependents" -> this.options.orphanDependents(flag(value, field));
			case "propagationPolicy" -> this.options.propagationPolicy(text(value, field, "v1.DeletionPropagation"));
			case "preconditions" -> this.options.preconditions(preconditions(value, field));
			case "dryRun" -> takeDryRun(value, field);
			case DeleteOptionsDecoder.UNSAFE -> this.options.ignoreStoreReadError(flag(value, field));
			default -> {
			}
		}
	}

	private void takeDryRun(JsonNode value, String field) {
		if (!value.isArray()) {
			throw wrongType(value, field, "[]string");
		}
		value.forEach((stage) -> this.dryRun.add(stage.isNull() ? "" : text(stage, field, "string")));
	}

	private static Preconditions preconditions(JsonNode value, String field) {
		if (!value.isObject()) {
			throw wrongType(value, field, "v1.Preconditions");
		}
		JsonNode uid = value.get("uid");
		JsonNode version = value.get("resourceVersion");
		return new Preconditions(isGiven(uid) ? text(uid, "Preconditions.preconditions.uid", "types.UID") : null,
				isGiven(version) ? text(version, "Preconditions.preconditions.resourceVersion", "string") : null);
	}

	private static boolean isGiven(@Nullable JsonNode value) {
		return value != null && !value.isNull();
	}

	private static long number(JsonNode value, String field) {
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			throw wrongType(value, field, "int64");
		}
		return value.longValue();
	}

	private static boolean flag(JsonNode value, String field) {
		if (!value.isBoolean()) {
			throw wrongType(value, field, "bool");
		}
		return value.booleanValue();
	}

	private static String text(JsonNode value, String field, String type) {
		if (!value.isString()) {
			throw wrongType(value, field, type);
		}
		return value.stringValue();
	}

	private static ApiStatusException wrongType(JsonNode value, String field, String type) {
		boolean whole = type.equals("int64") && value.isNumber();
		return ApiStatusException.badRequest("json: cannot unmarshal " + (whole ? shown(value) : GoTypes.nameOf(value))
				+ " into Go struct field " + field + " of type " + type);
	}

	/**
	 * A number that is no whole one, or too large, is named by its value.
	 */
	private static String shown(JsonNode value) {
		boolean fits = value.isIntegralNumber() && value.canConvertToLong();
		return GoTypes.nameOf(value) + ((value.isNumber() && !fits) ? " " + value.asString() : "");
	}

}
