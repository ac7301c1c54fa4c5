package io.kubespring.conformance.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Names for the revisions of a conversation which keep their order: the revisions of one
 * object are numbered as they grow, and a list's is compared with those of its items.
 * Numbers of two servers could not be compared, since other writers share their counters.
 */
final class Revisions {

	private final Map<String, TreeSet<Long>> byObject = new HashMap<>();

	/**
	 * Take in a document.
	 */
	void see(JsonText document) {
		for (JsonText.Leaf leaf : document.leaves()) {
			String object = object(document, leaf);
			if (object != null) {
				this.byObject.computeIfAbsent(object, (key) -> new TreeSet<>()).add(Long.parseLong(leaf.value()));
			}
		}
	}

	/**
	 * The name of a revision.
	 */
	String name(JsonText document, JsonText.Leaf leaf) {
		String object = object(document, leaf);
		if (object != null) {
			return "r" + this.byObject.get(object).headSet(Long.parseLong(leaf.value()), true).size();
		}
		if (!isNumber(leaf.value())) {
			return leaf.value();
		}
		long own = Long.parseLong(leaf.value());
		boolean older = document.leaves()
			.stream()
			.anyMatch((other) -> other.name().equals("resourceVersion") && isNumber(other.value())
					&& Long.parseLong(other.value()) > own);
		return older ? "older than an item" : "not older than its items";
	}

	/**
	 * Whose revision it is, {@code null} if it is no object's.
	 */
	private static @Nullable String object(JsonText document, JsonText.Leaf leaf) {
		if (!leaf.name().equals("resourceVersion") || !isNumber(leaf.value())) {
			return null;
		}
		return document.at(leaf.parent() + "/uid");
	}

	private static boolean isNumber(String text) {
		return text.matches("[1-9]\\d{0,18}");
	}

}
