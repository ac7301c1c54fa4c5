package io.kubespring.apiserver.autoconfigure;

import java.util.function.Function;

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
	 */
	static Installation of(ApiServerProperties properties, Environment environment, @Nullable String namespace,
			Function<ServiceReference, Installation.Needs> needs) {
		String name = environment.getProperty("spring.application.name", "kubespring");
		ServiceReference reference = ServiceReferences.expected(properties, name,
				(namespace != null) ? namespace : name);
		String image = properties.getManifests().getImage();
		return new Installation(name, reference, needs.apply(reference), (image != null) ? image : name + ":latest",
				environment.getProperty("server.port", Integer.class, 8443));
	}

	/**
	 * The Secret with the serving certificate.
	 */
	static String secret(ApiServerCertificateProperties properties, Installation.Certificate certificate,
			ServiceReference service) {
		if (certificate == Installation.Certificate.FILES) {
			return service.name() + "-tls";
		}
		String name = properties.getSecretName();
		return (name != null) ? name : service.name() + "-serving";
	}

	static Installation.Certificate certificate(ApiServerCertificateProperties properties) {
		return Installation.Certificate.valueOf(properties.getMode().name());
	}

	/**
	 * What an application needs that is run, or was.
	 * @param trust whether it asks the cluster whom to trust
	 * @param lease the name of the Lease of its memory store, {@code null} if it has none
	 */
	static Installation.Needs needs(ServiceReference service, boolean trust, @Nullable String lease,
			ApiServerProperties properties, ApiServerCertificateProperties certificate, Environment environment) {
		Installation.Certificate source = certificate(certificate);
		return new Installation.Needs(trust, properties.getRegistration().isEnabled(), lease, source,
				secret(certificate, source, service), LaptopEnvironmentPostProcessor.isWanted(environment));
	}

	/**
	 * The source to print: what is not said, or is good for one process alone, is a
	 * Secret.
	 */
	static Installation.Certificate printed(ApiServerCertificateProperties properties, Environment environment) {
		boolean said = environment.containsProperty("apiserver.certificate.mode")
				&& properties.getMode() != ApiServerCertificateProperties.Mode.MEMORY;
		return said ? certificate(properties) : Installation.Certificate.SECRET;
	}

	/**
	 * The name of the memory store's lease.
	 */
	static String storeLease(ApiServerProperties properties, Environment environment) {
		String name = properties.getStorage().getMemory().getLeaseName();
		return (name != null) ? name : environment.getProperty("spring.application.name", "kubespring") + "-store";
	}

}
