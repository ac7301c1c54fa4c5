package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.request.RequestContext;
import reactor.core.publisher.Mono;

/**
 * Serves {@code list}; selectors are applied to what it gives. The reactive twin of
 * {@link Lister}.
 * <p>
 * Called on an event loop, must not block.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see Lister
 */
public interface ReactiveLister<T extends KubernetesObject> {

	/**
	 * Read all objects of the request's namespace, or of all namespaces if it has none.
	 * @param options the options as the client sent them
	 * @param context the request
	 * @return the objects
	 */
	Mono<ObjectList<T>> list(ListOptions options, RequestContext context);

}
