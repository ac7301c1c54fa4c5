package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.request.RequestContext;

/**
 * Serves {@code list}; selectors are applied to what it gives.
 * <p>
 * Called on a worker thread, may block and may be called by several threads at once.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see ReactiveLister
 */
public interface Lister<T extends KubernetesObject> {

	/**
	 * Read all objects of the request's namespace, or of all namespaces if it has none.
	 * @param options the options as the client sent them
	 * @param context the request
	 * @return the objects
	 */
	ObjectList<T> list(ListOptions options, RequestContext context);

}
