package io.kubespring.apiserver.write;

import io.kubespring.apiserver.meta.ObjectKey;
import org.jspecify.annotations.Nullable;

/**
 * One write as the pipeline takes it.
 *
 * @param key the object; the name is empty for a creation
 * @param part what of the object may change
 * @param mutation what to do
 * @param dryRun whether to stop before the store
 * @param validation what becomes of the body's mistakes that do not matter by themselves
 * @param creation refuses an update that would create the object, {@code null} if none
 * may
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WriteRequest(ObjectKey key, Part part, Mutation mutation, boolean dryRun, BodyValidation validation,
		@Nullable Runnable creation) {

	/**
	 * A write that creates nothing but what it is to create.
	 * @param key the object; the name is empty for a creation
	 * @param part what of the object may change
	 * @param mutation what to do
	 * @param dryRun whether to stop before the store
	 * @param validation what becomes of the body's mistakes that do not matter by
	 * themselves
	 */
	public WriteRequest(ObjectKey key, Part part, Mutation mutation, boolean dryRun, BodyValidation validation) {
		this(key, part, mutation, dryRun, validation, null);
	}

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
	 * The subresource that is written.
	 */
	String subresource() {
		String view = (this.mutation instanceof Mutation.Change change) ? change.subresource() : "";
		return (view.isEmpty() && this.part == Part.STATUS) ? "status" : view;
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
