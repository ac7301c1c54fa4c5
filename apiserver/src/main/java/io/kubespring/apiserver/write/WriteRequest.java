package io.kubespring.apiserver.write;

import io.kubespring.apiserver.meta.ObjectKey;

/**
 * One write as the pipeline takes it.
 *
 * @param key the object; the name is empty for a creation
 * @param part what of the object may change
 * @param mutation what to do
 * @param dryRun whether to stop before the store
 * @param validation what becomes of the body's mistakes that do not matter by themselves
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WriteRequest(ObjectKey key, Part part, Mutation mutation, boolean dryRun, BodyValidation validation) {

	/**
	 * A write without a body, or whose body was checked by somebody else.
	 * @param key the object; the name is empty for a creation
	 * @param part what of the object may change
	 * @param mutation what to do
	 * @param dryRun whether to stop before the store
	 */
	public WriteRequest(ObjectKey key, Part part, Mutation mutation, boolean dryRun) {
		this(key, part, mutation, dryRun, BodyValidation.IGNORED);
	}

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
