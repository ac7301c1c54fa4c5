package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;
import reactor.core.publisher.Mono;

/**
 * Serves {@code get}. The reactive twin of {@link Getter}.
 * <p>
 * Called on an event loop, must not block.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see Getter
 */
public interface ReactiveGetter<T extends KubernetesObject> {

	/**
	 * Read one object.
	 * @param name the name
	 * @param context the request
	 * @return the object, empty if it does not exist
	 */
	Mono<T> get(String name, RequestContext context);

}
