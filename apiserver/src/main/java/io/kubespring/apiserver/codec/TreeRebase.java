package io.kubespring.apiserver.codec;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Repeats on one tree what changed between two others, so that whatever these two do not
 * show stays as it is.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class TreeRebase {

	private TreeRebase() {
	}

	/**
	 * Repeat changes.
	 * @param before the tree before the changes
	 * @param after the tree after the changes
	 * @param onto the tree to make them on
	 * @return the changed tree; the trees that were given are not modified, and nothing
	 * of them is shared
	 */
	public static ObjectNode rebase(ObjectNode before, ObjectNode after, ObjectNode onto) {
		ObjectNode result = onto.deepCopy();
		Set<String> names = new LinkedHashSet<>(before.propertyNames());
		names.addAll(after.propertyNames());
		for (String name : names) {
			JsonNode old = before.get(name);
			JsonNode wanted = after.get(name);
			if (wanted == null) {
				result.remove(name);
			}
			else if (!wanted.equals(old)) {
				result.set(name, value(old, wanted, result.get(name)));
			}
		}
		return result;
	}

	private static JsonNode value(@Nullable JsonNode before, JsonNode after, @Nullable JsonNode onto) {
		if (before instanceof ObjectNode old && after instanceof ObjectNode wanted
				&& onto instanceof ObjectNode target) {
			return rebase(old, wanted, target);
		}
		if (before instanceof ArrayNode old && after instanceof ArrayNode wanted && onto instanceof ArrayNode target
				&& old.size() == wanted.size() && old.size() == target.size()) {
			ArrayNode result = target.arrayNode();
			for (int i = 0; i < wanted.size(); i++) {
				boolean changed = !wanted.get(i).equals(old.get(i));
				result.add(changed ? value(old.get(i), wanted.get(i), target.get(i)) : target.get(i).deepCopy());
			}
			return result;
		}
		return after.deepCopy();
	}

}
