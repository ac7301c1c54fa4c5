package io.kubespring.apiserver.installation;

import io.kubespring.apiserver.registration.ServiceReference;
import org.jspecify.annotations.Nullable;

/**
 * How an application is installed.
 *
 * @param name the name of its objects and of its ServiceAccount
 * @param service its Service; the application's objects are in the same namespace
 * @param registers whether it applies its APIServices itself
 * @param storeLease the Lease of its memory store, {@code null} if it has none
 * @param image the image of its container
 * @param containerPort the port it listens on
 * @param tlsSecret the Secret with its serving certificate
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Installation(String name, ServiceReference service, boolean registers, @Nullable String storeLease,
		String image, int containerPort, String tlsSecret) {

	String namespace() {
		return this.service.namespace();
	}

}
