package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.ServingCredentials;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.server.ServerState;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of health: the actuator shows what {@code /readyz} checks, and its
 * readiness includes it.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = { ApiServerAutoConfiguration.class, ApiServerRegistrationAutoConfiguration.class },
		afterName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(annotation = ApiResource.class, value = ServerState.class)
@ConditionalOnEnabledHealthIndicator("apiserver")
public final class ApiServerHealthAutoConfiguration {

	@Bean
	ApiServerHealthIndicator apiserverHealthIndicator(ServerState state,
			ObjectProvider<ApiServiceRegistration> registration, ObjectProvider<ClusterTrust> trust,
			ObjectProvider<ServingCertificateCheck> certificate, ObjectProvider<ServingCredentials> credentials) {
		return new ApiServerHealthIndicator(state, registration, trust, certificate, credentials);
	}

	/**
	 * The actuator's readiness, where the actuator is.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthEndpointGroupsPostProcessor.class)
	static class ReadinessConfiguration {

		@Bean
		ReadinessGroupPostProcessor apiServerReadinessGroupPostProcessor() {
			return new ReadinessGroupPostProcessor();
		}

	}

}
