package io.kubespring.apiserver.write;

import java.util.Map;
import java.util.function.Supplier;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.patch.GoTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an object is of the endpoint's kind and version, as a custom resource's
 * endpoint asks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class TypeMetaCheck {

	private static final String UNREADABLE = "couldn't get version/kind; json parse error: json: cannot unmarshal ";

	private static final String STRUCT = "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\";"
			+ " Kind string \"json:\\\"kind,omitempty\\\"\" }";

	private final GroupVersionKind kind;

	TypeMetaCheck(GroupVersionKind kind) {
		this.kind = kind;
	}

	/**
	 * Check what a client sent whole.
	 */
	void requireVersion(ObjectNode object) {
		String apiVersion = text(object, "apiVersion").equals("/") ? "" : text(object, "apiVersion");
		if (!apiVersion.equals(this.kind.groupVersion().toString())) {
			throw ApiStatusException.badRequest("the API version in the data (" + apiVersion
					+ ") does not match the expected API version (" + this.kind.groupVersion() + ")");
		}
	}

	/**
	 * Say why a document's kind and version cannot be read.
	 * @param document the document
	 * @return what is wrong, or {@code null} if nothing is
	 */
	public static @Nullable String unreadable(JsonNode document) {
		if (!document.isObject() && !document.isNull()) {
			return UNREADABLE + GoTypes.nameOf(document) + " into Go value of type " + STRUCT;
		}
		for (Map.Entry<String, JsonNode> member : document.properties()) {
			boolean named = member.getKey().equalsIgnoreCase("kind") || member.getKey().equalsIgnoreCase("apiVersion");
			if (named && !member.getValue().isString() && !member.getValue().isNull()) {
				return UNREADABLE + GoTypes.nameOf(member.getValue()) + " into Go struct field ."
						+ (member.getKey().equalsIgnoreCase("kind") ? "kind" : "apiVersion") + " of type string";
			}
		}
		String apiVersion = document.path("apiVersion").asString("");
		return (apiVersion.indexOf('/') == apiVersion.lastIndexOf('/')) ? null
				: "unexpected GroupVersion string: " + apiVersion;
	}

	/**
	 * Say that a document is of no kind.
	 * @param document the document
	 * @param text the document as it is shown
	 * @return what is wrong, or {@code null} if there is a kind
	 */
	public static @Nullable String missingKind(JsonNode document, Supplier<String> text) {
		return document.path("kind").asString("").isEmpty() ? "Object 'Kind' is missing in '" + text.get() + "'" : null;
	}

	/**
	 * Refuse a document whose kind can be read but whose content cannot.
	 * @param document the document
	 * @param expected the kind that was expected
	 * @param problem what is wrong with it
	 * @return the refusal
	 */
	public static ApiStatusException notHandled(JsonNode document, String expected, String problem) {
		GroupVersion version = GroupVersion.parse(document.path("apiVersion").asString(""));
		return ApiStatusException.badRequest(document.path("kind").asString("") + " in version "
				+ GoQuote.quote(version.version()) + " cannot be handled as a " + expected + ": " + problem);
	}

	/**
	 * The group and kind that an object says it is of, by which the reference names it in
	 * errors.
	 */
	static GroupKind claimed(ObjectNode object) {
		return new GroupKind(GroupVersion.parse(text(object, "apiVersion")).group(), text(object, "kind"));
	}

	/**
	 * Refuse at once what would be refused before it is stored.
	 */
	void require(ObjectNode object) {
		FieldErrors errors = new FieldErrors();
		validate(object, errors);
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(claimed(object), Metadata.of(object).name(), errors);
		}
	}

	/**
	 * Check what is about to be stored.
	 */
	void validate(ObjectNode object, FieldErrors errors) {
		validate(object, "kind", this.kind.kind(), errors);
		validate(object, "apiVersion", this.kind.groupVersion().toString(), errors);
	}

	private static void validate(ObjectNode object, String field, String expected, FieldErrors errors) {
		String actual = text(object, field);
		if (!actual.equals(expected)) {
			errors.invalid(field, actual, "must be " + expected);
		}
	}

	private static String text(ObjectNode object, String field) {
		JsonNode value = object.get(field);
		return (value != null && value.isString()) ? value.stringValue() : "";
	}

}
