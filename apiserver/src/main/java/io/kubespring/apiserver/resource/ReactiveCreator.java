package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;
import reactor.core.publisher.Mono;

/**
 * Serves {@code create}. The reactive twin of {@link Creator}.
 * <p>
 * Called on an event loop, must not block.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see Creator
 */
public interface ReactiveCreator<T extends KubernetesObject> {

	/**
	 * Create an object.
	 * @param object the object
	 * @param context the request
	 * @return the object as created
	 */
	Mono<T> create(T object, RequestContext context);

}
