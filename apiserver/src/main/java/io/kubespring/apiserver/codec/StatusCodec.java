package io.kubespring.apiserver.codec;

import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link Status} objects as JSON, members in the order of {@code metav1.Status}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class StatusCodec {

	private StatusCodec() {
	}

	/**
	 * Write a status.
	 * @param status the status
	 * @return compact JSON without newline at the end
	 */
	public static byte[] write(Status status) {
		return TreeCodec.SHARED.mapper().writeValueAsBytes(tree(status));
	}

	/**
	 * A status as a tree.
	 * @param status the status
	 * @return a new tree
	 */
	public static ObjectNode tree(Status status) {
		ObjectNode tree = JsonNodeFactory.instance.objectNode();
		tree.put("kind", "Status").put("apiVersion", "v1");
		ObjectNode metadata = tree.putObject("metadata");
		putText(metadata, "continue", status.continueToken());
		tree.put("status", status.success() ? "Success" : "Failure");
		putText(tree, "message", status.message());
		putText(tree, "reason", status.reason());
		StatusDetails details = status.details();
		if (details != null) {
			put(tree.putObject("details"), details);
		}
		if (status.code() != 0) {
			tree.put("code", status.code());
		}
		return tree;
	}

	private static void put(ObjectNode tree, StatusDetails details) {
		putText(tree, "name", details.name());
		putText(tree, "group", details.group());
		putText(tree, "kind", details.kind());
		putText(tree, "uid", details.uid());
		if (!details.causes().isEmpty()) {
			ArrayNode causes = tree.putArray("causes");
			details.causes().forEach((cause) -> {
				ObjectNode item = causes.addObject();
				putText(item, "reason", cause.reason());
				putText(item, "message", cause.message());
				putText(item, "field", cause.field());
			});
		}
		if (details.retryAfterSeconds() > 0) {
			tree.put("retryAfterSeconds", details.retryAfterSeconds());
		}
	}

	private static void putText(ObjectNode tree, String member, String text) {
		if (!text.isEmpty()) {
			tree.put(member, text);
		}
	}

}
