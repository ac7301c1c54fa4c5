package io.kubespring.apiserver.autoconfigure.metrics;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

import io.kubespring.apiserver.authentication.ReviewedTokens;
import io.kubespring.apiserver.certificate.CaBundles;
import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.ServingCredentials;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.resource.ApiResource;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of metrics of authentication, authorization and certificates, where
 * there is a {@link MeterRegistry}. Meters have the names and labels of
 * {@code k8s.io/apiserver}.
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

	/**
	 * Commands have no certificate, and must not make one to measure it.
	 */
	@Bean
	@ConditionalOnWebApplication
	CertificateMetrics apiServerCertificateMetrics(ObjectProvider<ServingCertificateCheck> certificate,
			ObjectProvider<ServingCredentials> credentials, ObjectProvider<StandaloneCredentials> standalone) {
		Supplier<@Nullable Instant> serving = () -> {
			ServingCertificateCheck check = certificate.getIfAvailable();
			return (check != null) ? check.expiry() : null;
		};
		StandaloneCredentials own = standalone.getIfAvailable();
		return new CertificateMetrics(serving, () -> {
			ServingCredentials known = credentials.getIfAvailable();
			X509Certificate authority = (own != null) ? own.authority() : (known != null) ? known.authority() : null;
			return (authority != null) ? authority.getNotAfter().toInstant() : null;
		}, own != null || credentials.stream().anyMatch(CaBundles.class::isInstance), Clock.systemUTC());
	}

}
