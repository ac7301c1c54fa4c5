package io.kubespring.apiserver.write;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A write that passed all checks and waits for the store.
 *
 * @param path the object's path within its resource
 * @param tree the state to store, or {@code null} to remove the object
 * @param outcome what becomes of the object
 * @param answer the state to answer where it differs from the last stored one
 */
record Prepared(String path, @Nullable ObjectNode tree, WriteResult.Outcome outcome, @Nullable ObjectNode answer) {

	static Prepared store(String path, ObjectNode tree, WriteResult.Outcome outcome) {
		return new Prepared(path, tree, outcome, null);
	}

	static Prepared remove(String path, WriteResult.Outcome outcome, @Nullable ObjectNode answer) {
		return new Prepared(path, null, outcome, answer);
	}

	ObjectNode requireTree() {
		return Objects.requireNonNull(this.tree, "'tree' must not be null");
	}

}
