package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;
import reactor.core.publisher.Mono;

/**
 * Serves {@code update}; with a getter also {@code patch}. The reactive twin of
 * {@link Updater}.
 * <p>
 * Called on an event loop, must not block.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 * @see Updater
 */
public interface ReactiveUpdater<T extends KubernetesObject> {

	/**
	 * Replace an object.
	 * @param object the object
	 * @param context the request
	 * @return the object as updated
	 */
	Mono<T> update(T object, RequestContext context);

}
