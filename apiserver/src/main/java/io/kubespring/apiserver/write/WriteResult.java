package io.kubespring.apiserver.write;

import io.kubespring.apiserver.codec.EncodedObject;

/**
 * What a write led to.
 *
 * @param outcome what became of the object
 * @param object the object after the write; its last state if it is gone
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WriteResult(Outcome outcome, EncodedObject object) {

	/**
	 * What can become of an object.
	 */
	public enum Outcome {

		/**
		 * The object was created.
		 */
		CREATED,
		/**
		 * The object was changed, or needed no change.
		 */
		UPDATED,
		/**
		 * The object waits for its finalizers.
		 */
		TERMINATING,
		/**
		 * The object is gone.
		 */
		DELETED

	}

}
