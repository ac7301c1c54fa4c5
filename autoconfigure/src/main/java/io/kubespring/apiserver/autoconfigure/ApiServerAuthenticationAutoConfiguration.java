package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.BearerTokenAuthenticator;
import io.kubespring.apiserver.authentication.ClientCertificateAuthenticator;
import io.kubespring.apiserver.authentication.RequestHeaderAuthenticator;
import io.kubespring.apiserver.authentication.ReviewedTokens;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import io.kubespring.apiserver.authentication.UnionAuthenticator;
import io.kubespring.apiserver.authentication.WebSocketTokenAuthenticator;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostTokenReviewer;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.server.RequestAuthentication;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of authentication: the front proxy, client certificates and bearer
 * tokens of the host cluster, or the authority of a server that stands alone. The
 * application's own {@link Authenticator} beans are asked after these.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = { ApiServerClusterAutoConfiguration.class, ApiServerCertificateAutoConfiguration.class })
@ConditionalOnBean(annotation = ApiResource.class)
@EnableConfigurationProperties(ApiServerProperties.class)
public final class ApiServerAuthenticationAutoConfiguration {

	private static RequestAuthentication union(List<Authenticator> floor, ObjectProvider<Authenticator> more,
			ApiServerProperties properties) {
		List<Authenticator> all = new ArrayList<>(floor);
		more.orderedStream().forEach(all::add);
		AuthenticationProperties authentication = properties.getAuthentication();
		return new RequestAuthentication(
				new UnionAuthenticator(all, authentication.isAnonymous(), !authentication.isEndAnonymousConnections()));
	}

	/**
	 * Who calls a server that extends a cluster.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnCluster.class)
	static class ClusterConfiguration {

		@Bean
		ReviewedTokens apiServerReviewedTokens(HostCluster cluster, TrustTime time, ApiServerProperties properties) {
			return new ReviewedTokens(new HostTokenReviewer(cluster, time.scheduler()),
					properties.getAuthentication().getTokenCacheTtl(), time.clock());
		}

		@Bean
		RequestAuthentication requestAuthentication(ReviewedTokens tokens, ClusterTrust trust, TrustTime time,
				ApiServerProperties properties, ObjectProvider<Authenticator> more) {
			Clock clock = time.clock();
			return union(List.of(new RequestHeaderAuthenticator(trust, clock),
					new ClientCertificateAuthenticator(trust, clock), new BearerTokenAuthenticator(tokens),
					new WebSocketTokenAuthenticator(tokens)), more, properties);
		}

	}

	/**
	 * Who calls a server that stands alone.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnStandalone.class)
	static class StandaloneConfiguration {

		@Bean
		RequestAuthentication requestAuthentication(StandaloneCredentials credentials, ApiServerProperties properties,
				ObjectProvider<Authenticator> more) {
			TrustedAuthorities authorities = TrustedAuthorities.of(List.of(credentials.authority()));
			return union(List.of(new ClientCertificateAuthenticator(() -> authorities, Clock.systemUTC())), more,
					properties);
		}

	}

}
