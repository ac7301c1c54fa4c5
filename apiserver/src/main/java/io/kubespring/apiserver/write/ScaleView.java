package io.kubespring.apiserver.write;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.registry.ScaleDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as {@code autoscaling/v1} {@code Scale} and back, as the {@code scale}
 * subresource of custom resources shows it.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ScaleView {

	private static final String API_VERSION = "autoscaling/v1";

	private static final List<String> METADATA = List.of("name", "namespace", "uid", "resourceVersion",
			"creationTimestamp");

	private final ScaleDefinition definition;

	/**
	 * Create a view.
	 * @param definition where the numbers are
	 */
	public ScaleView(ScaleDefinition definition) {
		this.definition = definition;
	}

	/**
	 * Show an object.
	 * @param object the object, left as it is
	 * @return a new tree
	 * @throws ApiStatusException if the object does not say how many replicas it wants
	 */
	public ObjectNode show(ObjectNode object) {
		JsonNode replicas = find(object, this.definition.specReplicas());
		if (replicas == null || !replicas.isIntegralNumber()) {
			throw ApiStatusException.internalError("the spec replicas field \"" + specPath() + "\" does not exist");
		}
		ObjectNode scale = JsonNodeFactory.instance.objectNode();
		scale.put("kind", "Scale").put("apiVersion", API_VERSION);
		ObjectNode metadata = scale.putObject("metadata");
		for (String member : METADATA) {
			JsonNode value = object.path("metadata").get(member);
			if (value != null) {
				metadata.set(member, value);
			}
		}
		ObjectNode spec = scale.putObject("spec");
		if (replicas.longValue() != 0) {
			spec.put("replicas", replicas.longValue());
		}
		ObjectNode status = scale.putObject("status");
		JsonNode present = find(object, this.definition.statusReplicas());
		status.put("replicas", (present != null && present.isIntegralNumber()) ? present.longValue() : 0);
		JsonNode selector = this.definition.selector().isEmpty() ? null : find(object, this.definition.selector());
		if (selector != null && selector.isString()) {
			status.put("selector", selector.stringValue());
		}
		return scale;
	}

	/**
	 * Give an object the number of replicas that a scale wants.
	 */
	ObjectNode scaled(ObjectNode current, JsonNode scale) {
		String apiVersion = scale.path("apiVersion").asString("");
		if (!apiVersion.equals(API_VERSION) || !scale.path("kind").asString("").equals("Scale")) {
			throw ApiStatusException.badRequest("the API version in the data (" + apiVersion
					+ ") does not match the expected API version (" + API_VERSION + ")");
		}
		JsonNode replicas = scale.path("spec").get("replicas");
		long wanted = (replicas != null && replicas.isIntegralNumber()) ? replicas.longValue() : 0;
		if (wanted < 0) {
			FieldErrors errors = new FieldErrors();
			errors.invalid(specPath(), wanted, "should be a non-negative integer");
			throw ApiStatusException.invalid(TypeMetaCheck.claimed(current),
					current.path("metadata").path("name").asString(""), errors);
		}
		ObjectNode desired = current.deepCopy();
		ObjectNode parent = desired;
		for (String member : this.definition.specReplicas().subList(0, this.definition.specReplicas().size() - 1)) {
			parent = (parent.get(member) instanceof ObjectNode child) ? child : parent.putObject(member);
		}
		parent.put(this.definition.specReplicas().get(this.definition.specReplicas().size() - 1), wanted);
		carry(scale, desired, "resourceVersion");
		carry(scale, desired, "uid");
		carry(scale, desired, "name");
		return desired;
	}

	private static void carry(JsonNode scale, ObjectNode desired, String member) {
		String value = scale.path("metadata").path(member).asString("");
		if (!value.isEmpty() && desired.get("metadata") instanceof ObjectNode metadata) {
			metadata.put(member, value);
		}
	}

	private String specPath() {
		return "." + String.join(".", this.definition.specReplicas());
	}

	private static @Nullable JsonNode find(JsonNode object, List<String> members) {
		JsonNode node = object;
		for (String member : members) {
			node = (node != null) ? node.get(member) : null;
		}
		return node;
	}

}
