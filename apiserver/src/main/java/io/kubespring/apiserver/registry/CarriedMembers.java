package io.kubespring.apiserver.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.codec.ObjectCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries members that neither of two types knows from one version of an object to
 * another, to where they were.
 */
final class CarriedMembers {

	private CarriedMembers() {
	}

	/**
	 * Carry members.
	 * @param unknown where the source's type knows nothing
	 * @param source the source
	 * @param target gets the members that its type does not know either
	 * @param codec the target's type
	 */
	static void carry(List<JsonPointer> unknown, ObjectNode source, ObjectNode target, ObjectCodec<?> codec) {
		List<JsonPointer> carried = new ArrayList<>();
		for (JsonPointer pointer : unknown) {
			JsonNode value = source.at(pointer);
			ObjectNode parent = pointer.matchesProperty("metadata") ? null : parent(target, source, pointer.head());
			String name = pointer.last().getMatchingProperty();
			if (parent != null && !parent.has(name)) {
				parent.set(name, value.deepCopy());
				carried.add(pointer);
			}
		}
		if (!carried.isEmpty()) {
			Set<JsonPointer> foreign = new HashSet<>();
			codec.toObject(target, foreign::add);
			for (JsonPointer pointer : carried) {
				boolean known = foreign.stream().noneMatch((other) -> isAtOrAbove(other, pointer));
				if (known && target.at(pointer.head()) instanceof ObjectNode parent) {
					parent.remove(pointer.last().getMatchingProperty());
				}
			}
		}
	}

	private static boolean isAtOrAbove(JsonPointer above, JsonPointer pointer) {
		return (pointer + "/").startsWith(above + "/");
	}

	/**
	 * The object that a member belongs into. Objects on the way that the source has and
	 * the target has not are made; lists are not.
	 */
	private static @Nullable ObjectNode parent(ObjectNode target, ObjectNode source, JsonPointer path) {
		JsonNode here = target;
		JsonNode there = source;
		for (JsonPointer step = path; !step.matches(); step = step.tail()) {
			there = child(there, step);
			JsonNode next = child(here, step);
			if (next == null && here instanceof ObjectNode object && there instanceof ObjectNode) {
				next = object.putObject(step.getMatchingProperty());
			}
			if (next == null || there == null) {
				return null;
			}
			here = next;
		}
		return (here instanceof ObjectNode object) ? object : null;
	}

	private static @Nullable JsonNode child(@Nullable JsonNode node, JsonPointer step) {
		return (node instanceof ArrayNode list) ? list.get(step.getMatchingIndex())
				: (node != null) ? node.get(step.getMatchingProperty()) : null;
	}

}
