package io.kubespring.apiserver.write;

import java.util.Map;
import java.util.TreeMap;

import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.patch.GoTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a document is an {@code autoscaling/v1} {@code Scale}, in the words of Go's
 * decoder.
 */
final class ScaleShape {

	static final String API_VERSION = "autoscaling/v1";

	static final String KIND = "Scale";

	private ScaleShape() {
	}

	/**
	 * What is wrong with a document, {@code null} if nothing is. Brings its metadata into
	 * form.
	 */
	static @Nullable String problem(ObjectNode scale) {
		String problem = typeMeta(scale);
		problem = (problem != null) ? problem : MetadataShape.enforce(scale);
		problem = (problem != null) ? problem : struct(scale, "spec", "v1.ScaleSpec");
		problem = (problem != null) ? problem : struct(scale, "status", "v1.ScaleStatus");
		problem = (problem != null) ? problem : int32(scale, "spec", "ScaleSpec");
		problem = (problem != null) ? problem : int32(scale, "status", "ScaleStatus");
		return (problem != null) ? problem : selector(scale);
	}

	private static @Nullable String typeMeta(ObjectNode scale) {
		String apiVersion = scale.path("apiVersion").asString(API_VERSION);
		String kind = scale.path("kind").asString(KIND);
		boolean ours = (apiVersion.isEmpty() || apiVersion.equals(API_VERSION))
				&& (kind.isEmpty() || kind.equals(KIND));
		return ours ? null : "no kind " + GoQuote.quote(kind) + " is registered for version "
				+ GoQuote.quote(apiVersion) + " in scheme \"pkg/runtime/scheme.go:111\"";
	}

	private static @Nullable String struct(ObjectNode scale, String member, String type) {
		JsonNode value = scale.get(member);
		return (value == null || value.isNull() || value.isObject()) ? null : mismatch(value, "Scale." + member, type);
	}

	private static @Nullable String int32(ObjectNode scale, String part, String type) {
		JsonNode value = scale.path(part).get("replicas");
		boolean fits = value == null || value.isNull() || (value.isIntegralNumber() && value.canConvertToInt());
		return fits ? null : mismatch(value, type + "." + part + ".replicas", "int32");
	}

	private static @Nullable String selector(ObjectNode scale) {
		JsonNode value = scale.path("status").get("selector");
		return (value == null || value.isNull() || value.isString()) ? null
				: mismatch(value, "ScaleStatus.status.selector", "string");
	}

	private static String mismatch(JsonNode value, String field, String type) {
		boolean named = value.isNumber() && type.equals("int32");
		String shown = GoTypes.nameOf(value) + (named ? " " + value.asString() : "");
		return "json: cannot unmarshal " + shown + " into Go struct field " + field + " of type " + type;
	}

	/**
	 * A patched document as errors show it, its members in the order of their names.
	 */
	static String text(JsonNode document) {
		if (!(document instanceof ObjectNode object)) {
			return document.toString();
		}
		Map<String, JsonNode> members = new TreeMap<>();
		object.properties().forEach((member) -> members.put(member.getKey(), member.getValue()));
		ObjectNode sorted = JsonNodeFactory.instance.objectNode();
		members.forEach(sorted::set);
		return sorted.toString();
	}

}
