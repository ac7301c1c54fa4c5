package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.request.RequestContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The owners of an object: their validation, after
 * {@code k8s.io/apimachinery/pkg/api/validation}, and what the handlers of
 * {@code k8s.io/apiserver} do about owners that are named twice.
 */
final class OwnerReferences {

	private static final String FIELD = "metadata.ownerReferences";

	/**
	 * Members in the order of the struct's fields, in which values are shown.
	 */
	private static final List<String> MEMBERS = List.of("apiVersion", "kind", "name", "uid", "controller",
			"blockOwnerDeletion");

	private static final List<String> REQUIRED = MEMBERS.subList(0, 4);

	private OwnerReferences() {
	}

	/**
	 * Name every owner once.
	 */
	static void deduplicate(Metadata metadata, boolean created, RequestContext context) {
		if (!(metadata.get("ownerReferences") instanceof ArrayNode owners)) {
			return;
		}
		List<JsonNode> distinct = new ArrayList<>();
		List<String> repeated = new ArrayList<>();
		owners.forEach((owner) -> {
			if (distinct.contains(owner)) {
				repeated.add(text(owner, "uid"));
			}
			else {
				distinct.add(owner);
			}
		});
		if (repeated.isEmpty()) {
			return;
		}
		owners.removeAll();
		owners.addAll(distinct);
		context.warn("." + FIELD + " contains duplicate entries" + (created ? "" : " after mutating admission happens")
				+ "; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24;"
				+ " please fix your requests; duplicate UID(s) observed: " + String.join(", ", repeated));
	}

	static void validate(Metadata metadata, FieldErrors errors) {
		JsonNode owners = metadata.get("ownerReferences");
		String controller = null;
		for (int i = 0; owners != null && i < owners.size(); i++) {
			JsonNode owner = owners.get(i);
			validate(owner, FIELD + "[" + i + "]", errors);
			if (!owner.path("controller").asBoolean(false)) {
				continue;
			}
			String name = text(owner, "kind") + "/" + text(owner, "name");
			if (controller == null) {
				controller = name;
				continue;
			}
			ArrayNode shown = JsonNodeFactory.instance.arrayNode();
			owners.forEach((each) -> shown.add(shown(each)));
			errors.invalid(FIELD, shown, "Only one reference can have Controller set to true. Found \"true\" in"
					+ " references for " + controller + " and " + name);
		}
	}

	private static void validate(JsonNode owner, String field, FieldErrors errors) {
		for (String member : REQUIRED) {
			String value = text(owner, member);
			if (value.isEmpty()) {
				errors.required(field + "." + member, "must not be empty");
			}
			else if (member.equals("apiVersion") && version(value) == null) {
				errors.invalid(field + ".apiVersion", value, "must be <group>/<version> or <version>");
			}
		}
		if (text(owner, "apiVersion").equals("v1") && text(owner, "kind").equals("Event")) {
			errors.invalid(field, shown(owner), "/v1, Kind=Event is disallowed from being an owner");
		}
	}

	private static @Nullable String version(String apiVersion) {
		if (apiVersion.indexOf('/') != apiVersion.lastIndexOf('/')) {
			return null;
		}
		String version = GroupVersion.parse(apiVersion).version();
		return version.isEmpty() ? null : version;
	}

	/**
	 * An owner as the struct is encoded.
	 */
	private static ObjectNode shown(JsonNode owner) {
		ObjectNode shown = JsonNodeFactory.instance.objectNode();
		REQUIRED.forEach((member) -> shown.put(member, ""));
		MEMBERS.stream().filter(owner::has).forEach((member) -> shown.set(member, owner.path(member)));
		return shown;
	}

	private static String text(JsonNode owner, String member) {
		return owner.path(member).asString("");
	}

}
