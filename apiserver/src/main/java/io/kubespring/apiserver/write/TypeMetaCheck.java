package io.kubespring.apiserver.write;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an object is of the endpoint's kind and version, as a custom resource's
 * endpoint asks.
 */
final class TypeMetaCheck {

	private final GroupVersionKind kind;

	TypeMetaCheck(GroupVersionKind kind) {
		this.kind = kind;
	}

	/**
	 * Check what a client sent whole.
	 */
	void requireVersion(ObjectNode object) {
		String apiVersion = text(object, "apiVersion");
		if (!apiVersion.equals(this.kind.groupVersion().toString())) {
			throw ApiStatusException.badRequest("the API version in the data (" + apiVersion
					+ ") does not match the expected API version (" + this.kind.groupVersion() + ")");
		}
	}

	/**
	 * Check what a patch made.
	 */
	static void requireKind(ObjectNode patched) {
		if (text(patched, "kind").isEmpty()) {
			FieldErrors errors = new FieldErrors();
			errors.invalid("patch", patched.toString(), "Object 'Kind' is missing in '" + patched + "'");
			throw ApiStatusException.invalid(new GroupKind("", ""), "", errors);
		}
	}

	/**
	 * The group and kind that an object says it is of, by which the reference names it in
	 * errors.
	 */
	static GroupKind claimed(ObjectNode object) {
		return new GroupKind(GroupVersion.parse(text(object, "apiVersion")).group(), text(object, "kind"));
	}

	/**
	 * Check what is about to be stored.
	 */
	void validate(ObjectNode object, FieldErrors errors) {
		validate(object, "apiVersion", this.kind.groupVersion().toString(), errors);
		validate(object, "kind", this.kind.kind(), errors);
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
