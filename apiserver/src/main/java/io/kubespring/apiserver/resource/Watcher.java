package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.request.RequestContext;
import reactor.core.publisher.Flux;

/**
 * Serves {@code watch}; selectors are applied to what it gives.
 * <p>
 * Called on an event loop, must not block.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface Watcher<T extends KubernetesObject> {

	/**
	 * Follow the objects of the request's namespace, or of all namespaces if it has none.
	 * @param options the options as the client sent them
	 * @param context the request
	 * @return the events; each object carries its resource version
	 */
	Flux<WatchEvent<T>> watch(ListOptions options, RequestContext context);

}
