package io.kubespring.apiserver.registration;

import tools.jackson.databind.JsonNode;

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

	/**
	 * The name by which kube-apiserver verifies what is behind the Service.
	 * @return {@code name.namespace.svc}
	 */
	public String dnsName() {
		return this.name + "." + this.namespace + ".svc";
	}

	/**
	 * Whether an APIService object leads here.
	 * @param apiService the object
	 * @return {@code true} if it names this Service, at whatever port
	 */
	public boolean isMeantBy(JsonNode apiService) {
		JsonNode reference = apiService.path("spec").path("service");
		return reference.path("namespace").asString("").equals(this.namespace)
				&& reference.path("name").asString("").equals(this.name);
	}

	@Override
	public String toString() {
		return this.namespace + "/" + this.name + ":" + this.port;
	}

}
