package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubernetes.client.openapi.ApiClient;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostSelfSubjectAccessReviewer;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.strategy.VersionConverter;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of how the application gets into its cluster: what it needs there is
 * asked for at start, and printed as manifests with {@code --apiserver.print-manifests}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerAutoConfiguration.class)
@ConditionalOnBean(annotation = ApiResource.class)
@EnableConfigurationProperties(ApiServerProperties.class)
public final class ApiServerInstallationAutoConfiguration {

	/**
	 * The permissions of a server that extends a cluster.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnCluster.class)
	@ConditionalOnBean(ApiServer.class)
	static class PermissionsConfiguration {

		@Bean
		Permissions apiServerPermissions(ApiServer server, HostCluster cluster, ObjectProvider<StoreLease> lease,
				ApiServerProperties properties, Environment environment) {
			String leaseName = lease.stream()
				.map((held) -> Installations.storeLease(properties, environment))
				.findFirst()
				.orElse(null);
			return new Permissions(
					new HostSelfSubjectAccessReviewer(cluster, Schedulers.parallel()), Installations.of(properties,
							environment, cluster.namespace(), leaseName, properties.getRegistration().isEnabled()),
					server.definitions());
		}

		@Bean
		PermissionsStart apiServerPermissionsStart(Permissions permissions, ApiServerProperties properties) {
			return new PermissionsStart(permissions, properties.getCluster().getMissingPermissions(),
					Schedulers.parallel());
		}

	}

	/**
	 * The manifests of an application that is not run.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(PrintManifestsEnvironmentPostProcessor.PROPERTY)
	static class ManifestsConfiguration {

		@Bean
		ManifestPrinter apiServerManifestPrinter(ListableBeanFactory beans, ObjectProvider<Connector<?>> connectors,
				ObjectProvider<VersionConverter<?, ?>> converters, ApiServerProperties properties,
				Environment environment) {
			boolean memory = beans.getBeanNamesForType(MemoryStore.class).length > 0
					&& beans.getBeanNamesForType(StoredResource.class).length > 0;
			String leaseName = memory ? Installations.storeLease(properties, environment) : null;
			return new ManifestPrinter(Installations.of(properties, environment, null, leaseName, true),
					() -> ResourceBeans.definitions(beans, connectors, converters, List.of()), System.out,
					System::exit);
		}

		/**
		 * For beans that ask for a cluster, which is not spoken to.
		 */
		@Bean
		@ConditionalOnMissingBean
		ApiClient apiClient() {
			return new ApiClient();
		}

	}

}
