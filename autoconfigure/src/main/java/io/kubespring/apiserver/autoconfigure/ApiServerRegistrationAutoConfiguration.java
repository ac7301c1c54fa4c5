package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;

import io.kubespring.apiserver.certificate.CaBundleFile;
import io.kubespring.apiserver.cluster.HostApiServices;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ServerState;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

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
			ApiServerProperties properties) {
		ApiServerProperties.Registration registration = properties.getRegistration();
		String name = registration.getService().getName();
		if (name == null) {
			throw new MissingServiceNameException();
		}
		String namespace = registration.getService().getNamespace();
		Path caBundle = registration.getCaBundle();
		Flux<String> caBundles = (caBundle != null) ? new CaBundleFile(caBundle, Schedulers.boundedElastic()).contents()
				: Flux.just("");
		return new ApiServiceRegistration(server.groupVersions(),
				new ServiceReference((namespace != null) ? namespace : cluster.namespace(), name,
						registration.getService().getPort()),
				new HostApiServices(cluster, Schedulers.parallel()), caBundles, Schedulers.parallel());
	}

	@Bean
	RegistrationStart registrationStart(ApiServiceRegistration registration, ServerState state) {
		return new RegistrationStart(registration, state);
	}

}
