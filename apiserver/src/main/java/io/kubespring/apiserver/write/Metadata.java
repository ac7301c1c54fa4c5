package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A view of an object's metadata that reads and writes through to the tree. Empty texts
 * and lists count as absent, as they do in {@code metav1.ObjectMeta}.
 */
final class Metadata {

	private final ObjectNode node;

	private Metadata(ObjectNode node) {
		this.node = node;
	}

	/**
	 * The metadata of an object, which gets an empty one if it has none.
	 */
	static Metadata of(ObjectNode object) {
		JsonNode metadata = object.get("metadata");
		return new Metadata((metadata instanceof ObjectNode existing) ? existing : object.putObject("metadata"));
	}

	ObjectNode node() {
		return this.node;
	}

	String name() {
		return text("name");
	}

	String generateName() {
		return text("generateName");
	}

	String namespace() {
		return text("namespace");
	}

	String uid() {
		return text("uid");
	}

	String resourceVersion() {
		return text("resourceVersion");
	}

	long generation() {
		JsonNode generation = this.node.get("generation");
		return (generation != null && generation.isIntegralNumber()) ? generation.longValue() : 0;
	}

	boolean isTerminating() {
		return this.node.hasNonNull("deletionTimestamp");
	}

	List<String> finalizers() {
		List<String> finalizers = new ArrayList<>();
		if (this.node.get("finalizers") instanceof ArrayNode items) {
			items.forEach((item) -> finalizers.add(item.asString()));
		}
		return finalizers;
	}

	void finalizers(List<String> finalizers) {
		if (finalizers.isEmpty()) {
			this.node.remove("finalizers");
			return;
		}
		ArrayNode items = this.node.putArray("finalizers");
		finalizers.forEach(items::add);
	}

	void set(String field, String value) {
		if (value.isEmpty()) {
			this.node.remove(field);
		}
		else {
			this.node.put(field, value);
		}
	}

	void set(String field, long value) {
		this.node.put(field, value);
	}

	void remove(String field) {
		this.node.remove(field);
	}

	/**
	 * Give a field the value that it has elsewhere, none if it has none there.
	 */
	void restore(String field, Metadata from) {
		JsonNode value = from.node.get(field);
		if (value != null) {
			this.node.set(field, value.deepCopy());
		}
		else {
			this.node.remove(field);
		}
	}

	/**
	 * Whether a field is given and differs from another metadata's.
	 */
	boolean changes(String field, Metadata from) {
		JsonNode value = this.node.get(field);
		return value != null && !value.isNull() && !Objects.equals(value, from.node.get(field));
	}

	Map<String, String> texts(String field) {
		Map<String, String> texts = new LinkedHashMap<>();
		if (this.node.get(field) instanceof ObjectNode members) {
			members.properties().forEach((member) -> texts.put(member.getKey(), member.getValue().asString("")));
		}
		return texts;
	}

	@Nullable JsonNode get(String field) {
		return this.node.get(field);
	}

	private String text(String field) {
		JsonNode value = this.node.get(field);
		return (value != null && value.isString()) ? value.stringValue() : "";
	}

}
