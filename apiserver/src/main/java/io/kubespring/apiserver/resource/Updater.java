package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;

/**
 * Serves {@code update}; with a getter also {@code patch}.
 * <p>
 * Called on a worker thread, may block and may be called by several threads at once.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see ReactiveUpdater
 */
public interface Updater<T extends KubernetesObject> {

	/**
	 * Replace an object.
	 * @param object the object
	 * @param context the request
	 * @return the object as updated
	 */
	T update(T object, RequestContext context);

}
