package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.registration.ServiceReference;

/**
 * The Service in front of the application, as configured.
 */
final class ServiceReferences {

	private ServiceReferences() {
	}

	/**
	 * Whether the Service is configured.
	 */
	static boolean isKnown(ApiServerProperties properties) {
		return properties.getRegistration().getService().getName() != null;
	}

	/**
	 * The names of a Service, the one by which the aggregator verifies first.
	 */
	static List<String> names(ServiceReference service) {
		return List.of(service.dnsName(), service.name() + "." + service.namespace(),
				service.dnsName() + ".cluster.local");
	}

	static ServiceReference required(ApiServerProperties properties, HostCluster cluster) {
		String name = properties.getRegistration().getService().getName();
		if (name == null) {
			throw new MissingServiceNameException();
		}
		return expected(properties, name, cluster.namespace());
	}

	/**
	 * The Service, by other names where the properties do not tell.
	 */
	static ServiceReference expected(ApiServerProperties properties, String name, String namespace) {
		RegistrationProperties.Service service = properties.getRegistration().getService();
		return new ServiceReference((service.getNamespace() != null) ? service.getNamespace() : namespace,
				(service.getName() != null) ? service.getName() : name, service.getPort());
	}

}
