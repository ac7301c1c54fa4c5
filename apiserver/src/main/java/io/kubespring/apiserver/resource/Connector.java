package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.request.RequestContext;

import org.springframework.web.server.WebHandler;

/**
 * Serves a subresource by plain HTTP or WebSocket. The object was read and the caller
 * authorized for the subresource before the call.
 * <p>
 * Called on a worker thread; the handler that it returns runs on an event loop and must
 * not block. The path within the exchange's request is what follows the subresource.
 *
 * @param <T> the type of the object that the subresource belongs to
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface Connector<T extends KubernetesObject> {

	/**
	 * Connect to an object.
	 * @param object the object
	 * @param context the request
	 * @return what handles the request from now on
	 */
	WebHandler connect(T object, RequestContext context);

}
