package io.kubespring.apiserver.write;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.kubespring.apiserver.patch.GoTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The closed form of {@code metav1.ObjectMeta}: members that it does not know are
 * dropped, nulls and empty collections too, and members of a wrong type are reported.
 * Whatever is stored has this form, so that readers can rely on it.
 */
final class MetadataShape {

	private static final Map<String, Type> MEMBERS = new HashMap<>();
	static {
		for (String text : List.of("name", "generateName", "namespace", "selfLink", "uid", "resourceVersion")) {
			MEMBERS.put(text, Type.STRING);
		}
		MEMBERS.put("generation", Type.INTEGER);
		MEMBERS.put("deletionGracePeriodSeconds", Type.INTEGER);
		MEMBERS.put("creationTimestamp", Type.TIME);
		MEMBERS.put("deletionTimestamp", Type.TIME);
		MEMBERS.put("labels", Type.STRINGS_BY_KEY);
		MEMBERS.put("annotations", Type.STRINGS_BY_KEY);
		MEMBERS.put("finalizers", Type.STRINGS);
		MEMBERS.put("ownerReferences", Type.OWNERS);
		MEMBERS.put("managedFields", Type.OBJECTS);
	}

	private static final Map<String, Type> OWNER_MEMBERS = Map.of("apiVersion", Type.STRING, "kind", Type.STRING,
			"name", Type.STRING, "uid", Type.STRING, "controller", Type.BOOLEAN, "blockOwnerDeletion", Type.BOOLEAN);

	private MetadataShape() {
	}

	/**
	 * Bring an object's metadata into form.
	 * @return what is wrong, or {@code null} if nothing is
	 */
	static @Nullable String enforce(ObjectNode object) {
		JsonNode metadata = object.get("metadata");
		if (metadata == null || metadata.isNull()) {
			object.putObject("metadata");
			return null;
		}
		if (!(metadata instanceof ObjectNode members)) {
			return "json: cannot unmarshal " + GoTypes.nameOf(metadata) + " into Go value of type v1.ObjectMeta";
		}
		return enforce(members, MEMBERS, "ObjectMeta");
	}

	private static @Nullable String enforce(ObjectNode members, Map<String, Type> known, String path) {
		for (String name : new ArrayList<>(members.propertyNames())) {
			Type type = known.get(name);
			JsonNode value = members.get(name);
			if (type == null || value.isNull()) {
				members.remove(name);
				continue;
			}
			String problem = type.check(value, path + "." + name);
			if (problem != null) {
				return problem;
			}
			if (value.isContainer() && value.isEmpty()) {
				members.remove(name);
			}
		}
		return null;
	}

	private static String mismatch(JsonNode value, String path, String goType) {
		return "json: cannot unmarshal " + GoTypes.nameOf(value) + " into Go struct field " + path + " of type "
				+ goType;
	}

	private enum Type {

		STRING("string", JsonNode::isString),

		BOOLEAN("bool", JsonNode::isBoolean),

		INTEGER("int64", (value) -> value.isIntegralNumber() && value.canConvertToLong()),

		TIME("Time", JsonNode::isString) {

			@Override
			@Nullable String check(JsonNode value, String path) {
				String problem = super.check(value, path);
				if (problem != null) {
					return problem;
				}
				try {
					OffsetDateTime.parse(value.stringValue());
					return null;
				}
				catch (DateTimeException ex) {
					return "parsing time \"" + value.stringValue() + "\" as \"2006-01-02T15:04:05Z07:00\" failed";
				}
			}
		},

		STRINGS("[]string", JsonNode::isArray) {

			@Override
			@Nullable String check(JsonNode value, String path) {
				String problem = super.check(value, path);
				return (problem != null) ? problem : firstOther(value, path);
			}
		},

		STRINGS_BY_KEY("map[string]string", JsonNode::isObject) {

			@Override
			@Nullable String check(JsonNode value, String path) {
				String problem = super.check(value, path);
				if (problem == null && value instanceof ObjectNode members) {
					new ArrayList<>(members.propertyNames()).stream()
						.filter((key) -> members.get(key).isNull())
						.forEach((key) -> members.put(key, ""));
				}
				return (problem != null) ? problem : firstOther(value, path);
			}
		},

		OBJECTS("[]ManagedFieldsEntry", JsonNode::isArray),

		OWNERS("[]OwnerReference", JsonNode::isArray) {

			@Override
			@Nullable String check(JsonNode value, String path) {
				String problem = super.check(value, path);
				for (int i = 0; problem == null && i < value.size(); i++) {
					problem = (value.get(i) instanceof ObjectNode owner) ? enforce(owner, OWNER_MEMBERS, path)
							: mismatch(value.get(i), path, "OwnerReference");
				}
				return problem;
			}
		};

		private final String goName;

		private final Predicate<JsonNode> accepted;

		Type(String goName, Predicate<JsonNode> accepted) {
			this.goName = goName;
			this.accepted = accepted;
		}

		boolean accepts(JsonNode value) {
			return this.accepted.test(value);
		}

		@Nullable String check(JsonNode value, String path) {
			return accepts(value) ? null : mismatch(value, path, this.goName);
		}

		private static @Nullable String firstOther(JsonNode container, String path) {
			for (JsonNode item : container) {
				if (!item.isString()) {
					return mismatch(item, path, "string");
				}
			}
			return null;
		}

	}

}
