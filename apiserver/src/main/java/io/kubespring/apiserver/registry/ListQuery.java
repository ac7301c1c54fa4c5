package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.watchcache.Selection;

/**
 * Which objects to read, and how fresh.
 *
 * @param pathPrefix {@code namespace/}, or empty for all namespaces and cluster-scoped
 * resources
 * @param selection which of them
 * @param freshness how fresh
 * @param revision the revision that the freshness speaks of
 * @param options the options as the client sent them
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ListQuery(String pathPrefix, Selection selection, Freshness freshness, long revision,
		ListOptions options) {

	/**
	 * How fresh an answer must be.
	 */
	public enum Freshness {

		/**
		 * Everything that was written before the request.
		 */
		LATEST,
		/**
		 * Any state.
		 */
		ANY,
		/**
		 * The state at a revision or a later one.
		 */
		NOT_OLDER_THAN,
		/**
		 * The state at a revision.
		 */
		EXACT

	}

}
