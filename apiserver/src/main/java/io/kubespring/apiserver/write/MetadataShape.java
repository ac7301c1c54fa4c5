package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.patch.GoTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The closed form of {@code metav1.ObjectMeta}: members that it does not know are dropped
 * and told, nulls and empty collections are dropped, and members of a wrong type are
 * reported in the words of Go's decoder. Whatever is stored has this form, so that
 * readers can rely on it.
 */
final class MetadataShape {

	private static final Map<String, Type> MEMBERS = new HashMap<>();
	static {
		for (String text : List.of("name", "generateName", "namespace", "selfLink", "resourceVersion")) {
			MEMBERS.put(text, Type.STRING);
		}
		MEMBERS.put("uid", Type.UID);
		MEMBERS.put("generation", Type.INTEGER);
		MEMBERS.put("deletionGracePeriodSeconds", Type.INTEGER);
		MEMBERS.put("creationTimestamp", Type.TIME);
		MEMBERS.put("deletionTimestamp", Type.TIME);
		MEMBERS.put("labels", Type.STRINGS_BY_KEY);
		MEMBERS.put("annotations", Type.STRINGS_BY_KEY);
		MEMBERS.put("finalizers", Type.STRINGS);
		MEMBERS.put("ownerReferences", Type.OWNERS);
		MEMBERS.put("managedFields", Type.MANAGED_FIELDS);
	}

	private static final Map<String, Type> OWNER_MEMBERS = Map.of("apiVersion", Type.STRING, "kind", Type.STRING,
			"name", Type.STRING, "uid", Type.UID, "controller", Type.BOOLEAN, "blockOwnerDeletion", Type.BOOLEAN);

	private static final Map<String, Type> MANAGED_FIELDS_MEMBERS = Map.of("manager", Type.STRING, "operation",
			Type.OPERATION, "apiVersion", Type.STRING, "time", Type.TIME, "fieldsType", Type.STRING, "fieldsV1",
			Type.ANYTHING, "subresource", Type.STRING);

	private MetadataShape() {
	}

	/**
	 * Bring an object's metadata into form.
	 * @return what is wrong, or {@code null} if nothing is
	 */
	static @Nullable String enforce(ObjectNode object) {
		return enforce(object, new TreeSet<>());
	}

	/**
	 * Bring an object's metadata into form.
	 * @param unknown gets a text for each member that was dropped as unknown
	 * @return what is wrong, or {@code null} if nothing is
	 */
	static @Nullable String enforce(ObjectNode object, Collection<String> unknown) {
		JsonNode metadata = object.get("metadata");
		if (metadata == null || metadata.isNull()) {
			object.putObject("metadata");
			return null;
		}
		if (!(metadata instanceof ObjectNode members)) {
			return "json: cannot unmarshal " + GoTypes.nameOf(metadata) + " into Go value of type v1.ObjectMeta";
		}
		return new Struct("ObjectMeta", MEMBERS, "", "metadata").enforce(members, unknown);
	}

	/**
	 * A struct of Go.
	 *
	 * @param name the type's name
	 * @param known its fields
	 * @param path where it lies, as messages of the decoder say it
	 * @param place where it lies, as warnings say it
	 */
	private record Struct(String name, Map<String, Type> known, String path, String place) {

		@Nullable String enforce(ObjectNode members, Collection<String> unknown) {
			for (String member : new TreeSet<>(members.propertyNames())) {
				Type type = this.known.get(member);
				JsonNode value = members.get(member);
				if (type == null) {
					unknown.add("unknown field \"" + this.place + "." + member + "\"");
				}
				if (type == null || value.isNull()) {
					members.remove(member);
					continue;
				}
				String problem = check(type, member, value, unknown);
				if (problem != null) {
					return problem;
				}
				if (value.isContainer() && value.isEmpty() && type != Type.ANYTHING) {
					members.remove(member);
				}
			}
			return null;
		}

		private @Nullable String check(Type type, String member, JsonNode value, Collection<String> unknown) {
			if (!type.accepts(value)) {
				return mismatch(value, member, type.goName);
			}
			return switch (type) {
				case TIME -> GoTime.problem(value.stringValue());
				case STRINGS -> texts((ArrayNode) value, member);
				case STRINGS_BY_KEY -> texts((ObjectNode) value, member);
				case OWNERS ->
					structs((ArrayNode) value, member, "OwnerReference", "v1.OwnerReference", OWNER_MEMBERS, unknown);
				case MANAGED_FIELDS -> structs((ArrayNode) value, member, "ManagedFieldsEntry", "v1.ManagedFieldsEntry",
						MANAGED_FIELDS_MEMBERS, unknown);
				default -> null;
			};
		}

		private @Nullable String texts(ArrayNode items, String member) {
			for (int i = 0; i < items.size(); i++) {
				if (items.get(i).isNull()) {
					items.set(i, JsonNodeFactory.instance.stringNode(""));
				}
				else if (!items.get(i).isString()) {
					return mismatch(items.get(i), member, "string");
				}
			}
			return null;
		}

		private @Nullable String texts(ObjectNode members, String member) {
			for (String key : new TreeSet<>(members.propertyNames())) {
				if (members.get(key).isNull()) {
					members.put(key, "");
				}
				else if (!members.get(key).isString()) {
					return mismatch(members.get(key), member, "string");
				}
			}
			return null;
		}

		private @Nullable String structs(ArrayNode items, String member, String name, String goName,
				Map<String, Type> known, Collection<String> unknown) {
			for (int i = 0; i < items.size(); i++) {
				if (items.get(i).isNull()) {
					items.set(i, JsonNodeFactory.instance.objectNode());
				}
				if (!(items.get(i) instanceof ObjectNode item)) {
					return mismatch(items.get(i), member, goName);
				}
				Struct struct = new Struct(name, known, this.path + "." + member,
						this.place + "." + member + "[" + i + "]");
				String problem = struct.enforce(item, unknown);
				if (problem != null) {
					return problem;
				}
			}
			return null;
		}

		private String mismatch(JsonNode value, String member, String goType) {
			String found = GoTypes.nameOf(value);
			if (value.isNumber() && goType.equals("int64")) {
				found += " " + new String(TreeCodec.SHARED.write(value), StandardCharsets.UTF_8);
			}
			return "json: cannot unmarshal " + found + " into Go struct field " + this.name + this.path + "." + member
					+ " of type " + goType;
		}

	}

	private enum Type {

		STRING("string", JsonNode::isString),

		UID("types.UID", JsonNode::isString),

		OPERATION("v1.ManagedFieldsOperationType", JsonNode::isString),

		BOOLEAN("bool", JsonNode::isBoolean),

		INTEGER("int64", (value) -> value.isIntegralNumber() && value.canConvertToLong()),

		TIME("string", JsonNode::isString),

		STRINGS("[]string", JsonNode::isArray),

		STRINGS_BY_KEY("map[string]string", JsonNode::isObject),

		OWNERS("[]v1.OwnerReference", JsonNode::isArray),

		MANAGED_FIELDS("[]v1.ManagedFieldsEntry", JsonNode::isArray),

		ANYTHING("", (value) -> true);

		private final String goName;

		private final Predicate<JsonNode> accepted;

		Type(String goName, Predicate<JsonNode> accepted) {
			this.goName = goName;
			this.accepted = accepted;
		}

		boolean accepts(JsonNode value) {
			return this.accepted.test(value);
		}

	}

}
