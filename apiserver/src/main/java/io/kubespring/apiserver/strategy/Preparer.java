package io.kubespring.apiserver.strategy;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;

/**
 * Sets what a client may not, or takes back what it may not change; implemented by
 * resource beans. After {@code PrepareForCreate} and {@code PrepareForUpdate} of
 * {@code k8s.io/apiserver/pkg/registry/rest}.
 * <p>
 * Called on worker threads, by several at once, after mutating admission and before
 * validation, and again when the object was changed by somebody else in the meantime. It
 * may block. It is called in a dry run as ever, and told so by the context.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface Preparer<T extends KubernetesObject> {

	/**
	 * Prepare a new object.
	 * @param object the object, changes of which are written back as a difference
	 * @param context the request
	 */
	default void prepareForCreate(T object, RequestContext context) {
	}

	/**
	 * Prepare the new state of an object. A change that is made here counts for the
	 * generation. Not called where only the status is written.
	 * @param object the new state, changes of which are written back as a difference
	 * @param old the state that is stored
	 * @param context the request
	 */
	default void prepareForUpdate(T object, T old, RequestContext context) {
	}

}
