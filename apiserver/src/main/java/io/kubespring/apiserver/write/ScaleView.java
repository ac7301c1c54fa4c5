package io.kubespring.apiserver.write;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.registry.ScaleDefinition;
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

	private static final List<String> METADATA = List.of("name", "namespace", "uid", "resourceVersion",
			"creationTimestamp");

	/**
	 * What a patch finds where an object does not say how many replicas it wants, the
	 * least {@code int32}.
	 */
	private static final long UNSET = Integer.MIN_VALUE;

	private final ScaleDefinition definition;

	/**
	 * Create a view.
	 * @param definition where the numbers are
	 */
	public ScaleView(ScaleDefinition definition) {
		this.definition = definition;
	}

	/**
	 * Accept what a client sent as a scale; it may leave out kind and version.
	 * @param document an object or {@code null}
	 * @return the scale
	 * @throws ApiStatusException if it is none
	 */
	public static ObjectNode read(JsonNode document) {
		ObjectNode scale = (document instanceof ObjectNode object) ? object : JsonNodeFactory.instance.objectNode();
		String problem = ScaleShape.problem(scale);
		if (problem != null) {
			throw ApiStatusException.badRequest("Scale in version \"v1\" cannot be handled as a Scale: " + problem);
		}
		return scale;
	}

	/**
	 * Show an object.
	 * @param object the object, left as it is
	 * @return a new tree with its members in the order of the reference
	 * @throws ApiStatusException if the object does not say how many replicas it wants
	 */
	public ObjectNode show(ObjectNode object) {
		NestedValue replicas = NestedValue.find(object, this.definition.specReplicas());
		if (!replicas.isPresent()) {
			throw ApiStatusException.internalError("the spec replicas field \"" + specPath() + "\" does not exist");
		}
		return show(object, number(replicas));
	}

	/**
	 * Show an object that was changed, or is about to be, which may say nothing of
	 * replicas.
	 */
	ObjectNode showForPatch(ObjectNode object) {
		NestedValue replicas = NestedValue.find(object, this.definition.specReplicas());
		return show(object, replicas.isPresent() ? number(replicas) : UNSET);
	}

	private ObjectNode show(ObjectNode object, long replicas) {
		ObjectNode scale = JsonNodeFactory.instance.objectNode();
		scale.put("kind", ScaleShape.KIND).put("apiVersion", ScaleShape.API_VERSION);
		ObjectNode metadata = scale.putObject("metadata");
		for (String member : METADATA) {
			JsonNode value = object.path("metadata").get(member);
			if (value != null) {
				metadata.set(member, value);
			}
		}
		ObjectNode spec = scale.putObject("spec");
		if (replicas != 0) {
			spec.put("replicas", replicas);
		}
		ObjectNode status = scale.putObject("status");
		status.put("replicas", number(NestedValue.find(object, this.definition.statusReplicas())));
		String selector = this.definition.selector().isEmpty() ? ""
				: text(NestedValue.find(object, this.definition.selector()));
		if (!selector.isEmpty()) {
			status.put("selector", selector);
		}
		return scale;
	}

	private static long number(NestedValue value) {
		String problem = value.problemAsNumber();
		if (problem != null) {
			throw ApiStatusException.unknown(problem);
		}
		return value.number();
	}

	private static String text(NestedValue value) {
		String problem = value.problemAsText();
		if (problem != null) {
			throw ApiStatusException.unknown(problem);
		}
		return value.text();
	}

	/**
	 * Give an object the number of replicas that a scale wants, and what of its metadata
	 * has to be looked at.
	 */
	ObjectNode scaled(ObjectNode current, JsonNode scale, boolean replaced) {
		if (!replaced) {
			requireScale(scale);
		}
		long wanted = scale.path("spec").path("replicas").asLong(0);
		if (wanted == UNSET) {
			throw ApiStatusException.badRequest("the spec replicas field \"" + specPath() + "\" cannot be empty");
		}
		ObjectNode desired = current.deepCopy();
		ObjectNode parent = desired;
		List<String> members = this.definition.specReplicas();
		for (String member : members.subList(0, members.size() - 1)) {
			parent = (parent.get(member) instanceof ObjectNode child) ? child : parent.putObject(member);
		}
		parent.put(members.get(members.size() - 1), wanted);
		Metadata claimed = Metadata.of(desired);
		claimed.set("name", member(scale, "name"));
		carry(scale, "namespace", claimed);
		carry(scale, "resourceVersion", claimed);
		if (replaced) {
			carry(scale, "uid", claimed);
		}
		return desired;
	}

	private static void requireScale(JsonNode patched) {
		String problem = (patched instanceof ObjectNode scale) ? ScaleShape.problem(scale)
				: "json: cannot unmarshal the patched document into Go value of type v1.Scale";
		if (problem != null) {
			FieldErrors errors = new FieldErrors();
			errors.invalid("patch", ScaleShape.text(patched), problem);
			throw ApiStatusException.invalid(new GroupKind("", ""), "", errors);
		}
	}

	private static void carry(JsonNode scale, String member, Metadata claimed) {
		String value = member(scale, member);
		if (!value.isEmpty()) {
			claimed.set(member, value);
		}
	}

	private static String member(JsonNode scale, String member) {
		return scale.path("metadata").path(member).asString("");
	}

	private String specPath() {
		return "." + String.join(".", this.definition.specReplicas());
	}

}
