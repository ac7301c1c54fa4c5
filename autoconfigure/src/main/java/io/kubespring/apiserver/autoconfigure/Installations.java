package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.registration.ServiceReference;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * How the application is installed, as far as its properties say, and by the names that
 * one expects where they do not.
 */
final class Installations {

	private Installations() {
	}

	/**
	 * The installation of an application.
	 * @param namespace its namespace where no property tells
	 * @param storeLease the lease of its memory store, {@code null} if it has none
	 * @param registers whether it registers itself
	 */
	static Installation of(ApiServerProperties properties, Environment environment, @Nullable String namespace,
			@Nullable String storeLease, boolean registers) {
		String name = environment.getProperty("spring.application.name", "kubespring");
		ApiServerProperties.Registration.Service service = properties.getRegistration().getService();
		String where = (service.getNamespace() != null) ? service.getNamespace()
				: (namespace != null) ? namespace : name;
		String serviceName = (service.getName() != null) ? service.getName() : name;
		String image = properties.getManifests().getImage();
		return new Installation(name, new ServiceReference(where, serviceName, service.getPort()), registers,
				storeLease, (image != null) ? image : name + ":latest",
				environment.getProperty("server.port", Integer.class, 8443), name + "-tls");
	}

	/**
	 * The name of the memory store's lease.
	 */
	static String storeLease(ApiServerProperties properties, Environment environment) {
		String name = properties.getStorage().getMemory().getLeaseName();
		return (name != null) ? name : environment.getProperty("spring.application.name", "kubespring") + "-store";
	}

}
