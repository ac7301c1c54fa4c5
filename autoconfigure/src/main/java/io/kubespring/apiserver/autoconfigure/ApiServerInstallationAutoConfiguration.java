package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubernetes.client.openapi.ApiClient;
import io.kubespring.apiserver.cluster.AuthenticationConfigMap;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostSelfSubjectAccessReviewer;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.server.ApiServer;
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
@EnableConfigurationProperties({ ApiServerProperties.class, ApiServerCertificateProperties.class })
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
				ObjectProvider<AuthenticationConfigMap> trust, ApiServerProperties properties,
				ApiServerCertificateProperties certificate, Environment environment) {
			Installation installation = Installations.of(properties, environment, cluster.namespace(),
					(service) -> Installations.needs(service, trust.getIfAvailable() != null,
							(lease.getIfAvailable() != null) ? Installations.storeLease(properties, environment) : null,
							properties, certificate, environment));
			return new Permissions(new HostSelfSubjectAccessReviewer(cluster, Schedulers.parallel()), installation,
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
	@ConditionalOnProperty(CommandEnvironmentPostProcessor.PRINT_MANIFESTS)
	static class ManifestsConfiguration {

		@Bean
		ManifestPrinter apiServerManifestPrinter(ListableBeanFactory beans, ObjectProvider<Connector<?>> connectors,
				ObjectProvider<VersionConverter<?, ?>> converters, ApiServerProperties properties,
				ApiServerCertificateProperties certificate, Environment environment) {
			String leaseName = ResourceBeans.areInMemory(beans) ? Installations.storeLease(properties, environment)
					: null;
			Installation.Certificate source = Installations.printed(certificate, environment);
			Installation installation = Installations.of(properties, environment, null,
					(service) -> new Installation.Needs(TrustLookup.isWanted(environment), true, leaseName, source,
							Installations.secret(certificate, source, service)));
			return new ManifestPrinter(installation,
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
