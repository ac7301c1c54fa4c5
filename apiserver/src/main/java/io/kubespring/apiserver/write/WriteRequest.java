package io.kubespring.apiserver.write;

import io.kubespring.apiserver.meta.ObjectKey;

/**
 * One write as the pipeline takes it.
 *
 * @param key the object; the name is empty for a creation
 * @param part what of the object may change
 * @param mutation what to do
 * @param dryRun whether to stop before the store
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WriteRequest(ObjectKey key, Part part, Mutation mutation, boolean dryRun) {

	/**
	 * Parts of an object that have an endpoint of their own.
	 */
	public enum Part {

		/**
		 * The object itself; its status stays as it is if it has a subresource.
		 */
		OBJECT,
		/**
		 * Nothing but the status.
		 */
		STATUS

	}

}
