package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

import io.kubespring.apiserver.certificate.CaBundleFile;
import io.kubespring.apiserver.certificate.CaBundles;
import io.kubespring.apiserver.certificate.ProcessCredentials;
import io.kubespring.apiserver.certificate.ServingCredentials;
import io.kubespring.apiserver.certificate.SharedCredentials;
import io.kubespring.apiserver.cluster.HostApiServices;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.registration.RegistrationSettings;
import io.kubespring.apiserver.registration.Replica;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ServerState;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of registration: the application announces itself to its cluster
 * once it is ready.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerAutoConfiguration.class)
@Conditional(ApiServerMode.OnCluster.class)
@ConditionalOnProperty("apiserver.registration.enabled")
@ConditionalOnBean(ApiServer.class)
public final class ApiServerRegistrationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApiServiceRegistration apiServiceRegistration(ApiServer server, HostCluster cluster,
			ObjectProvider<ServingCredentials> credentials, ApiServerProperties properties) {
		RegistrationProperties registration = properties.getRegistration();
		RegistrationSettings settings = new RegistrationSettings(ServiceReferences.required(properties, cluster),
				registration.getAnnotations(), registration.isForce(),
				new Replica(Instant.now(), UUID.randomUUID().toString()));
		return new ApiServiceRegistration(server.groupVersions(), settings,
				new HostApiServices(cluster, Schedulers.parallel()),
				caBundles(registration, credentials.getIfAvailable()), Schedulers.parallel());
	}

	/**
	 * An authority that is in the memory of the process is known to nobody else, whatever
	 * else is configured.
	 */
	private static @Nullable CaBundles caBundles(RegistrationProperties registration,
			@Nullable ServingCredentials credentials) {
		if (credentials instanceof ProcessCredentials own) {
			return own;
		}
		Path file = registration.getCaBundle();
		if (!registration.isManageCaBundle()) {
			return null;
		}
		return (file != null) ? new CaBundleFile(file, Schedulers.boundedElastic())
				: (credentials instanceof CaBundles bundles) ? bundles : null;
	}

	@Bean
	RegistrationStart registrationStart(ApiServiceRegistration registration, ServerState state,
			ObjectProvider<SharedCredentials> credentials) {
		return new RegistrationStart(registration, state, credentials.getIfAvailable() != null);
	}

}
