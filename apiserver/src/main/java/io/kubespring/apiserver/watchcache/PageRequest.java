package io.kubespring.apiserver.watchcache;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a state to show.
 *
 * @param pathPrefix {@code namespace/}, or empty for all
 * @param from the first path that may be shown, or {@code null} for the first of the
 * prefix
 * @param single the only path that may be shown, or {@code null} for all of the prefix
 * @param selection which objects
 * @param limit the most objects to show, 0 for all
 * @author The kubespring authors
 * @since 0.1.0
 */
public record PageRequest(String pathPrefix, @Nullable String from, @Nullable String single, Selection selection,
		long limit) {

	boolean selectsAll() {
		return this.selection.equals(Selection.ALL);
	}

	PageRequest from(String next) {
		return new PageRequest(this.pathPrefix, next, this.single, this.selection, this.limit);
	}

}
