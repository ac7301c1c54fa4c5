package io.kubespring.apiserver.codec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
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
	 * Repeat changes. Items of lists are recognized by their content, and, if as many
	 * came as went, by their order.
	 * @param before the tree before the changes
	 * @param after the tree after the changes
	 * @param onto the tree to make them on
	 * @return the changed tree; the trees that were given are not modified, and nothing
	 * of them is shared
	 * @throws MalformedBodyException if a number came that JSON does not have
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
				result.set(name, value(old, wanted, onto.get(name)));
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
				&& old.size() == target.size()) {
			return items(old, wanted, target);
		}
		return plain(after);
	}

	private static ArrayNode items(ArrayNode before, ArrayNode after, ArrayNode onto) {
		List<@Nullable Integer> origins = new ArrayList<>();
		List<Integer> gone = new ArrayList<>();
		for (int i = 0; i < before.size(); i++) {
			gone.add(i);
		}
		for (int i = 0; i < after.size(); i++) {
			origins.add(take(gone, before, after.get(i), i));
		}
		boolean paired = origins.stream().filter((origin) -> origin == null).count() == gone.size();
		ArrayNode result = JsonNodeFactory.instance.arrayNode();
		for (int i = 0; i < after.size(); i++) {
			Integer origin = origins.get(i);
			if (origin != null) {
				result.add(onto.get(origin).deepCopy());
			}
			else if (paired) {
				int changed = gone.remove(0);
				result.add(value(before.get(changed), after.get(i), onto.get(changed)));
			}
			else {
				result.add(plain(after.get(i)));
			}
		}
		return result;
	}

	/**
	 * Where an item that did not change was, best at the same place.
	 */
	private static @Nullable Integer take(List<Integer> left, ArrayNode before, JsonNode item, int place) {
		Integer same = place;
		if (left.contains(same) && before.get(place).equals(item)) {
			left.remove(same);
			return same;
		}
		for (Integer origin : left) {
			if (before.get(origin).equals(item)) {
				left.remove(origin);
				return origin;
			}
		}
		return null;
	}

	/**
	 * A copy with numbers as they are when they are read.
	 */
	private static JsonNode plain(JsonNode value) {
		if (value instanceof ObjectNode members) {
			ObjectNode copy = JsonNodeFactory.instance.objectNode();
			for (Map.Entry<String, JsonNode> member : members.properties()) {
				copy.set(member.getKey(), plain(member.getValue()));
			}
			return copy;
		}
		if (value instanceof ArrayNode items) {
			ArrayNode copy = JsonNodeFactory.instance.arrayNode();
			items.forEach((item) -> copy.add(plain(item)));
			return copy;
		}
		return value.isNumber() ? number(value) : value;
	}

	private static JsonNode number(JsonNode value) {
		String text = value.asString();
		JsonNode number = text.equals("NaN") ? null : GoFloat.parse(text);
		if (number == null) {
			throw new MalformedBodyException("JSON has no number " + text);
		}
		return number;
	}

}
