package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.request.RequestContext;
import reactor.core.publisher.Mono;

/**
 * Serves {@code delete}. The reactive twin of {@link Deleter}.
 * <p>
 * Called on an event loop, must not block.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see Deleter
 */
public interface ReactiveDeleter<T extends KubernetesObject> {

	/**
	 * Delete an object.
	 * @param name the name
	 * @param options the options
	 * @param context the request
	 * @return the deleted object, empty if it does not exist
	 */
	Mono<T> delete(String name, DeleteOptions options, RequestContext context);

}
