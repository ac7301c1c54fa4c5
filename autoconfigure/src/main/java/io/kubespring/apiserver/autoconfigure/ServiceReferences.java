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
		String name = service.name() + "." + service.namespace();
		return List.of(name + ".svc", name, name + ".svc.cluster.local");
	}

	static ServiceReference required(ApiServerProperties properties, HostCluster cluster) {
		RegistrationProperties.Service service = properties.getRegistration().getService();
		String name = service.getName();
		if (name == null) {
			throw new MissingServiceNameException();
		}
		String namespace = service.getNamespace();
		return new ServiceReference((namespace != null) ? namespace : cluster.namespace(), name, service.getPort());
	}

}
