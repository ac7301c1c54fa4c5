package io.kubespring.apiserver.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.resource.ApiResource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of TLS: always on, client certificates asked for and verified per
 * request. A server that stands alone makes its own authority and a kubeconfig for its
 * administrator.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerClusterAutoConfiguration.class)
@ConditionalOnClass(NettyReactiveWebServerFactory.class)
@ConditionalOnBean(annotation = ApiResource.class)
@EnableConfigurationProperties({ ApiServerProperties.class, ApiServerServingProperties.class })
public final class ApiServerCertificateAutoConfiguration {

	@Bean
	ApiServerNettyCustomizer apiServerNettyCustomizer(ObjectProvider<StandaloneCredentials> credentials,
			ObjectProvider<ClusterTrust> trust, ObjectProvider<ServingBundle> managed,
			ObjectProvider<ServingCertificateCheck> check, ApiServerServingProperties properties) {
		Supplier<List<X509Certificate>> issuers = () -> {
			StandaloneCredentials standalone = credentials.getIfAvailable();
			ClusterTrust cluster = trust.getIfAvailable();
			return (standalone != null) ? List.of(standalone.authority())
					: (cluster != null) ? cluster.acceptedIssuers() : List.of();
		};
		ClusterTrust known = trust.getIfAvailable();
		return new ApiServerNettyCustomizer(credentials, issuers, known == null || known.asksForCertificates(), managed,
				check, properties);
	}

	/**
	 * Certificates of a server that stands alone.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnStandalone.class)
	static class StandaloneConfiguration {

		private static final Log logger = LogFactory.getLog(ApiServerCertificateAutoConfiguration.class);

		@Bean
		@ConditionalOnMissingBean
		StandaloneCredentials standaloneCredentials(ApiServerProperties properties) {
			return StandaloneCredentials.loadOrCreate(properties.getStandalone().getDirectory(), List.of(),
					Clock.systemUTC());
		}

		@Bean
		ApplicationListener<WebServerInitializedEvent> standaloneKubeconfigWriter(StandaloneCredentials credentials) {
			return (event) -> {
				if (event.getApplicationContext().getServerNamespace() == null) {
					Path kubeconfig = credentials
						.writeKubeconfig(URI.create("https://localhost:" + event.getWebServer().getPort()));
					logger.info("Ready for kubectl --kubeconfig " + kubeconfig.toAbsolutePath());
				}
			};
		}

	}

}
