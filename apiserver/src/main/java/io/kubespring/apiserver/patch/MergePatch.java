package io.kubespring.apiserver.patch;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON merge patch, RFC 7386.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class MergePatch {

	private MergePatch() {
	}

	/**
	 * Merge a patch into a document.
	 * @param target the document, never modified
	 * @param patch the patch, never modified; null members remove
	 * @return the merged document, shares nothing with the others
	 */
	public static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
		if (!(patch instanceof ObjectNode changes)) {
			return patch.deepCopy();
		}
		ObjectNode merged = (target instanceof ObjectNode members) ? members.deepCopy()
				: JsonNodeFactory.instance.objectNode();
		for (Map.Entry<String, JsonNode> change : changes.properties()) {
			if (change.getValue().isNull()) {
				merged.remove(change.getKey());
			}
			else {
				merged.set(change.getKey(), apply(merged.get(change.getKey()), change.getValue()));
			}
		}
		return merged;
	}

}
