package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.kubespring.apiserver.cluster.HostApiServices;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostObjects;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.laptop.LaptopAddress;
import io.kubespring.apiserver.laptop.LaptopInstallation;
import io.kubespring.apiserver.registration.ApiServiceName;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.HealthCheck;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of an application that serves a cluster from outside of it while it
 * runs, by {@code apiserver.laptop.address}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerClusterAutoConfiguration.class, before = ApiServerStorageAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(annotation = ApiResource.class)
@Conditional(ApiServerMode.OnCluster.class)
@ConditionalOnProperty(LaptopEnvironmentPostProcessor.ADDRESS)
@EnableConfigurationProperties({ ApiServerProperties.class, ApiServerLaptopProperties.class })
public final class ApiServerLaptopAutoConfiguration {

	private static final String ADVICE = "one process at a time is behind the Service of a laptop, so this one waits"
			+ " until that one ends; end it, or set apiserver.laptop.service-name";

	/**
	 * Stands in for the Lease of a memory store, where there is one, and is there also
	 * where there is none.
	 */
	@Bean(initMethod = "start")
	StoreLease apiServerStoreLease(HostCluster cluster, ApiServerProperties properties, Environment environment) {
		ServiceReference service = ServiceReferences.required(properties, cluster);
		String user = environment.getProperty("USER", environment.getProperty("user.name", "somebody"));
		String host = environment.getProperty("HOSTNAME", "localhost");
		return new StoreLease(cluster, service.namespace(), service.name(), user + "@" + host + "_" + UUID.randomUUID(),
				ADVICE, Clock.systemUTC(), Schedulers.parallel());
	}

	@Bean
	LaptopStart apiServerLaptopStart(HostCluster cluster, ApiServer server, StoreLease lease,
			ApiServiceRegistration registration, ApiServerProperties properties, Environment environment) {
		LaptopAddress address = LaptopEnvironmentPostProcessor.address(environment);
		Set<String> served = server.groupVersions().stream().map(ApiServiceName::of).collect(Collectors.toSet());
		return new LaptopStart(
				new LaptopInstallation(ServiceReferences.required(properties, cluster), address, served,
						new HostObjects(cluster), new HostApiServices(cluster, Schedulers.parallel())),
				lease, registration, Schedulers.parallel());
	}

	@Bean
	HealthCheck apiServerLaptopCheck(LaptopStart start) {
		return HealthCheck.ready("laptop", start::problem);
	}

}
