package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code delete}.
 * <p>
 * Called on a worker thread, may block and may be called by several threads at once.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see ReactiveDeleter
 */
public interface Deleter<T extends KubernetesObject> {

	/**
	 * Delete an object.
	 * @param name the name
	 * @param options the options
	 * @param context the request
	 * @return the deleted object, or {@code null} if it does not exist
	 */
	@Nullable T delete(String name, DeleteOptions options, RequestContext context);

}
