package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.List;

import io.kubespring.apiserver.certificate.CredentialRules;
import io.kubespring.apiserver.certificate.ProcessCredentials;
import io.kubespring.apiserver.certificate.RequestedCredentials;
import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.ServingCredentials;
import io.kubespring.apiserver.certificate.SharedCredentials;
import io.kubespring.apiserver.cluster.HostApiServices;
import io.kubespring.apiserver.cluster.HostCertificateSigner;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostSecret;
import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.registration.PublishedApiServices;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.server.ApiServer;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of serving certificates that do not come from files, and of the
 * judgement of all of them.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerClusterAutoConfiguration.class, before = ApiServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(annotation = ApiResource.class)
@EnableConfigurationProperties({ ApiServerProperties.class, ApiServerCertificateProperties.class })
public final class ApiServerServingCredentialsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ServingCertificateCheck apiServerServingCertificateCheck(ApiServerProperties properties,
			ObjectProvider<HostCluster> cluster) {
		HostCluster host = cluster.getIfAvailable();
		List<String> names = (host != null && ServiceReferences.isKnown(properties))
				? List.of(ServiceReferences.names(ServiceReferences.required(properties, host)).get(0)) : List.of();
		return new ServingCertificateCheck(names, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnBean(ServingCredentials.class)
	ServingBundle apiServerServingBundle(ObjectProvider<ServingCredentials> credentials,
			ObjectProvider<ServingCertificateCheck> check) {
		return new ServingBundle(credentials, check);
	}

	private static CredentialRules rules(ServiceReference service, ApiServerCertificateProperties certificate) {
		return new CredentialRules(ServiceReferences.names(service), certificate.getValidity(),
				certificate.getAuthorityValidity(), certificate.getPropagation());
	}

	/**
	 * One Secret for all replicas.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnCluster.class)
	@ConditionalOnProperty(name = "apiserver.certificate.mode", havingValue = "secret")
	@ConditionalOnMissingBean(ServingCredentials.class)
	static class SecretConfiguration {

		@Bean(initMethod = "start")
		SharedCredentials apiServerServingCredentials(HostCluster cluster, ApiServer server,
				ApiServerProperties properties, ApiServerCertificateProperties certificate) {
			ServiceReference service = ServiceReferences.required(properties, cluster);
			String name = Installations.secret(certificate, Installation.Certificate.SECRET, service);
			return new SharedCredentials(new HostSecret(cluster, service.namespace(), name, Schedulers.parallel()),
					new PublishedApiServices(server.groupVersions(), service,
							new HostApiServices(cluster, Schedulers.parallel())),
					rules(service, certificate), Clock.systemUTC(), Schedulers.parallel());
		}

	}

	/**
	 * An authority of the process's own.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnCluster.class)
	@ConditionalOnProperty(name = "apiserver.certificate.mode", havingValue = "memory")
	@ConditionalOnMissingBean(ServingCredentials.class)
	static class MemoryConfiguration {

		@Bean(initMethod = "start")
		ProcessCredentials apiServerServingCredentials(HostCluster cluster, ApiServerProperties properties,
				ApiServerCertificateProperties certificate) {
			ServiceReference service = ServiceReferences.required(properties, cluster);
			return new ProcessCredentials(rules(service, certificate), Clock.systemUTC(), Schedulers.parallel());
		}

	}

	/**
	 * A CertificateSigningRequest for each replica.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnCluster.class)
	@ConditionalOnProperty(name = "apiserver.certificate.mode", havingValue = "csr")
	@ConditionalOnMissingBean(ServingCredentials.class)
	static class RequestConfiguration {

		@Bean(initMethod = "start")
		RequestedCredentials apiServerServingCredentials(HostCluster cluster, ApiServerProperties properties,
				ApiServerCertificateProperties certificate) {
			ServiceReference service = ServiceReferences.required(properties, cluster);
			String signer = certificate.getSignerName();
			if (signer == null) {
				throw new MissingSignerNameException();
			}
			return new RequestedCredentials(
					new HostCertificateSigner(cluster, signer, service.namespace() + "-" + service.name() + "-"),
					ServiceReferences.names(service), certificate.getValidity(), Clock.systemUTC(),
					Schedulers.parallel());
		}

	}

}
