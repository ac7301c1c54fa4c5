package io.kubespring.apiserver.registration;

/**
 * The Service through which the cluster reaches this server.
 *
 * @param namespace its namespace
 * @param name its name
 * @param port its port
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ServiceReference(String namespace, String name, int port) {

	@Override
	public String toString() {
		return this.namespace + "/" + this.name + ":" + this.port;
	}

}
