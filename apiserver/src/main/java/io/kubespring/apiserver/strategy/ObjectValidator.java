package io.kubespring.apiserver.strategy;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.request.RequestContext;

/**
 * Says what is wrong with objects; implemented by resource beans. All that is reported is
 * told at once, 422 {@code Invalid} with a cause for each field.
 * <p>
 * Called on worker threads, by several at once, after defaults, mutating admission and
 * preparation, and again when the object was changed by somebody else in the meantime. It
 * may block. What it changes in an object has no effect, and in a dry run it is called as
 * ever.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ObjectValidator<T extends KubernetesObject> {

	/**
	 * Validate an object.
	 * @param object the object
	 * @param errors gets what is wrong, and warnings
	 */
	void validate(T object, FieldErrors errors);

	/**
	 * Validate the new state of an object, also where only its status or its number of
	 * replicas is written. Without an implementation it is validated like a new one.
	 * @param object the new state
	 * @param old the state that is stored
	 * @param errors gets what is wrong, and warnings
	 */
	default void validateUpdate(T object, T old, FieldErrors errors) {
		validate(object, errors);
	}

	/**
	 * Validate an object where it matters who sent it, or whether it is a dry run.
	 * @param object the object
	 * @param errors gets what is wrong, and warnings
	 * @param context the request
	 */
	default void validate(T object, FieldErrors errors, RequestContext context) {
		validate(object, errors);
	}

	/**
	 * Validate the new state of an object where it matters who sent it, or whether it is
	 * a dry run.
	 * @param object the new state
	 * @param old the state that is stored
	 * @param errors gets what is wrong, and warnings
	 * @param context the request
	 */
	default void validateUpdate(T object, T old, FieldErrors errors, RequestContext context) {
		validateUpdate(object, old, errors);
	}

}
