package io.kubespring.apiserver.autoconfigure;

import io.kubernetes.client.openapi.ApiClient;
import io.kubespring.apiserver.cluster.AuthenticationConfigMap;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostNamespaces;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.write.NamespaceLookup;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the host cluster: one client for everything that is asked of it,
 * shared with the application's informers and reconcilers.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(
		beforeName = { "io.kubernetes.client.spring.extended.controller.config.KubernetesInformerAutoConfiguration",
				"io.kubernetes.client.spring.extended.controller.config.KubernetesReconcilerAutoConfiguration",
				"io.kubernetes.client.spring.extended.manifests.config.KubernetesManifestsAutoConfiguration" })
@ConditionalOnBean(annotation = ApiResource.class)
@Conditional(ApiServerMode.OnCluster.class)
@EnableConfigurationProperties(ApiServerProperties.class)
public final class ApiServerClusterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HostCluster hostCluster(ApiServerProperties properties) {
		return HostClusters.of(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	ApiClient apiClient(HostCluster cluster) {
		return cluster.apiClient();
	}

	@Bean
	@ConditionalOnMissingBean
	TrustTime trustTime() {
		return TrustTime.REAL;
	}

	@Bean(initMethod = "start")
	@ConditionalOnMissingBean
	@Conditional(TrustLookup.class)
	AuthenticationConfigMap authenticationConfigMap(HostCluster cluster) {
		return new AuthenticationConfigMap(cluster, Schedulers.parallel());
	}

	@Bean
	@ConditionalOnMissingBean
	ClusterTrust clusterTrust(ObjectProvider<AuthenticationConfigMap> lookup, ApiServerProperties properties) {
		ClusterTrust trust = HostClusters.trust(lookup.getIfAvailable(), properties);
		trust.start(Schedulers.boundedElastic());
		return trust;
	}

	@Bean
	@ConditionalOnMissingBean(NamespaceLookup.class)
	HostNamespaces hostNamespaces(HostCluster cluster) {
		return new HostNamespaces(cluster, Schedulers.parallel());
	}

}
