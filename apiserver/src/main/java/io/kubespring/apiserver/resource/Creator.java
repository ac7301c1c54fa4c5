package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;

/**
 * Serves {@code create}.
 * <p>
 * Called on a worker thread, may block and may be called by several threads at once.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see ReactiveCreator
 */
public interface Creator<T extends KubernetesObject> {

	/**
	 * Create an object.
	 * @param object the object
	 * @param context the request
	 * @return the object as created
	 */
	T create(T object, RequestContext context);

}
