package io.kubespring.apiserver.codec;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects as {@code meta.k8s.io} {@code PartialObjectMetadata}: members in the order of
 * {@code metav1.ObjectMeta}, and no others.
 */
final class PartialMetadata {

	private static final List<String> MEMBERS = List.of("name", "generateName", "namespace", "selfLink", "uid",
			"resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
			"labels", "annotations", "ownerReferences", "finalizers", "managedFields");

	private static final List<String> OWNER_MEMBERS = List.of("apiVersion", "kind", "name", "uid", "controller",
			"blockOwnerDeletion");

	private static final List<String> MANAGER_MEMBERS = List.of("manager", "operation", "apiVersion", "time",
			"fieldsType", "fieldsV1", "subresource");

	private PartialMetadata() {
	}

	/**
	 * Show an object's metadata.
	 * @param metadata the metadata as JSON
	 * @param metaVersion {@code v1} or {@code v1beta1}
	 * @return JSON without newline at the end
	 */
	static byte[] of(byte[] metadata, String metaVersion) {
		ObjectNode tree = JsonNodeFactory.instance.objectNode();
		tree.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/" + metaVersion);
		ObjectNode ordered = ordered(TreeCodec.SHARED.readObject(metadata), MEMBERS);
		order(ordered.get("ownerReferences"), OWNER_MEMBERS);
		order(ordered.get("managedFields"), MANAGER_MEMBERS);
		tree.set("metadata", ordered);
		return TreeCodec.SHARED.mapper().writeValueAsBytes(tree);
	}

	private static void order(@Nullable JsonNode list, List<String> members) {
		if (list == null) {
			return;
		}
		for (JsonNode item : list) {
			if (item instanceof ObjectNode object) {
				ObjectNode ordered = ordered(object, members);
				object.removeAll();
				object.setAll(ordered);
			}
		}
	}

	private static ObjectNode ordered(ObjectNode object, List<String> members) {
		ObjectNode ordered = JsonNodeFactory.instance.objectNode();
		for (String member : members) {
			JsonNode value = object.get(member);
			if (value != null) {
				ordered.set(member, value);
			}
		}
		return ordered;
	}

}
