package io.kubespring.apiserver.admission;

import io.kubernetes.client.common.KubernetesObject;

/**
 * Refuses requests, as the last before the store. Any bean may be one; its type argument
 * selects the resources: those whose objects are of that type or a subtype, so
 * {@link KubernetesObject} is all of them. Several are called in the order of Spring's
 * {@code @Order} until one refuses.
 * <p>
 * Called on worker threads, by several at once, and again when the object was changed by
 * somebody else in the meantime. It may block. It is called in a dry run as ever, and
 * told so. Refuse by an {@link io.kubespring.apiserver.error.ApiStatusException}, best
 * one of {@link AdmissionAttributes#forbidden}; any other exception is a defect, answered
 * by 500 without details.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ValidatingAdmission<T extends KubernetesObject> {

	/**
	 * Look at a request whose object is as it would be stored. What is changed of it has
	 * no effect.
	 * @param attributes the request
	 */
	void validate(AdmissionAttributes<T> attributes);

	/**
	 * Whether an operation matters. For others objects are not even decoded.
	 * @param operation the operation
	 * @return {@code true} by default
	 */
	default boolean handles(Operation operation) {
		return true;
	}

}
