package io.kubespring.apiserver.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a JSON pointer, RFC 6901. Like in the reference's library what stands
 * before the first slash does not matter.
 *
 * @param parents the parts before the last one
 * @param last the last part
 */
record JsonPointer(List<String> parents, String last) {

	static JsonPointer parse(String text) {
		int slash = text.indexOf('/');
		if (slash < 0) {
			throw new PatchFailure("path " + text + " has no slash");
		}
		List<String> parts = new ArrayList<>();
		for (String part : text.substring(slash + 1).split("/", -1)) {
			parts.add(part.replace("~1", "/").replace("~0", "~"));
		}
		return new JsonPointer(List.copyOf(parts.subList(0, parts.size() - 1)), parts.get(parts.size() - 1));
	}

}
