package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code get}.
 * <p>
 * Called on a worker thread, may block and may be called by several threads at once.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see ReactiveGetter
 */
public interface Getter<T extends KubernetesObject> {

	/**
	 * Read one object.
	 * @param name the name
	 * @param context the request
	 * @return the object, or {@code null} if it does not exist
	 */
	@Nullable T get(String name, RequestContext context);

}
