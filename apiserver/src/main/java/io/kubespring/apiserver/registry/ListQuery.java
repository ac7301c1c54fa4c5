package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.watchcache.Selection;

/**
 * Which objects to read. How fresh, from where on and how many is in the options, which a
 * backend reads as far as it can heed them.
 *
 * @param pathPrefix {@code namespace/}, or empty for all namespaces and cluster-scoped
 * resources
 * @param namespaced whether the objects live in namespaces
 * @param selection which of them
 * @param options the options as the client sent them, valid in themselves
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ListQuery(String pathPrefix, boolean namespaced, Selection selection, ListOptions options) {

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
