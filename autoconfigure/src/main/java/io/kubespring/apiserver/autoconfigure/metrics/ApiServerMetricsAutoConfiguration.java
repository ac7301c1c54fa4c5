package io.kubespring.apiserver.autoconfigure.metrics;

import io.kubespring.apiserver.authentication.ReviewedTokens;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.resource.ApiResource;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of metrics of authentication and authorization, where there is a
 * {@link MeterRegistry}. Meters have the names and labels of {@code k8s.io/apiserver}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(annotation = ApiResource.class, value = MeterRegistry.class)
@Import(MeteringPostProcessor.class)
public final class ApiServerMetricsAutoConfiguration {

	/**
	 * The cluster's client is made before other beans can be decorated.
	 */
	@Bean
	SmartInitializingSingleton apiServerReviewMetrics(ObjectProvider<HostCluster> cluster,
			ObjectProvider<ReviewedTokens> tokens, ObjectProvider<MeterRegistry> registry) {
		return () -> {
			cluster.ifAvailable((known) -> known.addListener(new ReviewMetrics(registry.getObject())));
			tokens.ifAvailable((known) -> known.setListener(new TokenCacheMetrics(registry.getObject())));
		};
	}

}
