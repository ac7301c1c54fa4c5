package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.AlwaysAllowGroupsAuthorizer;
import io.kubespring.apiserver.authorization.AlwaysAllowPathsAuthorizer;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.SubjectAccessReviewAuthorizer;
import io.kubespring.apiserver.authorization.UnionAuthorizer;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostSubjectAccessReviewer;
import io.kubespring.apiserver.impersonation.Impersonation;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.server.RequestAuthorization;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of authorization: the host cluster decides, or a server that stands
 * alone lets in whoever was authenticated. The application's own {@link Authorizer} beans
 * are asked before the host cluster.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerClusterAutoConfiguration.class)
@ConditionalOnBean(annotation = ApiResource.class)
@EnableConfigurationProperties(ApiServerProperties.class)
public final class ApiServerAuthorizationAutoConfiguration {

	private static RequestAuthorization union(Clock clock, AuthorizationProperties properties,
			ObjectProvider<Authorizer> more, Authorizer last) {
		List<Authorizer> all = new ArrayList<>();
		all.add(new AlwaysAllowGroupsAuthorizer(properties.getAlwaysAllowGroups()));
		all.add(paths(properties.getAlwaysAllowPaths()));
		more.orderedStream().forEach(all::add);
		all.add(last);
		Authorizer union = new UnionAuthorizer(all);
		return new RequestAuthorization(union,
				new Impersonation(union, properties.isConstrainedImpersonation(), clock));
	}

	private static Authorizer paths(List<String> paths) {
		try {
			return new AlwaysAllowPathsAuthorizer(paths);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("apiserver.authorization.always-allow-paths", paths,
					String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * What may be done on a server that extends a cluster.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnCluster.class)
	static class ClusterConfiguration {

		@Bean
		RequestAuthorization requestAuthorization(HostCluster cluster, TrustTime time, ApiServerProperties properties,
				ObjectProvider<Authorizer> more) {
			AuthorizationProperties.Cache cache = properties.getAuthorization().getCache();
			return union(time.clock(), properties.getAuthorization(), more,
					new SubjectAccessReviewAuthorizer(new HostSubjectAccessReviewer(cluster, time.scheduler()),
							cache.getAllowedTtl(), cache.getDeniedTtl(), time.clock()));
		}

	}

	/**
	 * What may be done on a server that stands alone.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ApiServerMode.OnStandalone.class)
	static class StandaloneConfiguration {

		@Bean
		RequestAuthorization requestAuthorization(ApiServerProperties properties, ObjectProvider<Authorizer> more) {
			return union(Clock.systemUTC(), properties.getAuthorization(), more,
					new AlwaysAllowGroupsAuthorizer(Set.of(UserInfo.ALL_AUTHENTICATED)));
		}

	}

}
