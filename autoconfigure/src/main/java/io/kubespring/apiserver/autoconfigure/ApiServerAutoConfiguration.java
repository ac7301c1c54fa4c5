package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.cluster.AuthenticationConfigMap;
import io.kubespring.apiserver.cluster.HostNamespaces;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.server.ApiHttpHandler;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ApiServerSettings;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.PathClaims;
import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.NamespaceLookup;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the API server itself: the resources that the application's beans
 * serve, and the handler in front of the application's own.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = { WebFluxAutoConfiguration.class, ApiServerStorageAutoConfiguration.class,
		ApiServerAuthenticationAutoConfiguration.class, ApiServerAuthorizationAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(annotation = ApiResource.class)
@EnableConfigurationProperties(ApiServerProperties.class)
public final class ApiServerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApiServer apiServer(ListableBeanFactory beans, ObjectProvider<Connector<?>> connectors, ObjectProvider<Store> store,
			ObjectProvider<NamespaceLookup> namespaces, ApiServerProperties properties, Environment environment,
			@Qualifier("applicationTaskExecutor") ObjectProvider<AsyncTaskExecutor> executor) {
		ResourceDefinitionFactory factory = new ResourceDefinitionFactory(connectors.orderedStream().toList());
		List<ResourceDefinition> definitions = factory
			.createAll(beans.getBeansWithAnnotation(ApiResource.class).values());
		Scheduler workers = workers(environment, executor.getIfAvailable());
		return new ApiServer(definitions, store.getIfAvailable(),
				settings(properties, workers, namespaces.getIfAvailable(() -> NamespaceLookup.ANY), environment));
	}

	private static Scheduler workers(Environment environment, @Nullable AsyncTaskExecutor executor) {
		return (executor != null && Threading.VIRTUAL.isActive(environment)) ? Schedulers.fromExecutor(executor)
				: Schedulers.boundedElastic();
	}

	private static ApiServerSettings settings(ApiServerProperties properties, Scheduler workers,
			NamespaceLookup namespaces, Environment environment) {
		ApiServerProperties.Watch watch = properties.getWatch();
		EndpointEnvironment endpoint = new EndpointEnvironment(Clock.systemUTC(), workers,
				(int) properties.getRequest().getMaxBodySize().toBytes(), watch.getMinTimeout(),
				properties.getRequest().getDeleteCollectionWorkers());
		WatchCacheSettings cache = new WatchCacheSettings(watch.getHistory(), watch.getHistorySize().toBytes(),
				watch.getBookmarkInterval(), watch.getFreshnessTimeout());
		return new ApiServerSettings(endpoint, cache,
				new VersionInfo("v" + environment.getProperty("spring.application.version", "0.0.0"), ""), namespaces);
	}

	@Bean
	@ConditionalOnMissingBean
	ServerState apiServerState(ApiServer server, ObjectProvider<AuthenticationConfigMap> trust,
			ObjectProvider<HostNamespaces> namespaces, ObjectProvider<StoreLease> lease) {
		List<HealthCheck> startup = new ArrayList<>();
		startup.add(HealthCheck.ready("storage", () -> server.isFilled() ? null : "caches are not filled"));
		trust.ifAvailable(
				(map) -> startup.add(HealthCheck.ready("authentication", () -> map.isLoaded() ? null : map.problem())));
		if (server.createsInNamespaces()) {
			namespaces.ifAvailable((host) -> startup
				.add(HealthCheck.ready("informer-sync", () -> host.isSynced() ? null : host.problem())));
		}
		List<HealthCheck> always = new ArrayList<>();
		lease.ifAvailable((held) -> always.add(HealthCheck.ready("store-lease",
				() -> (held.state() == StoreLease.State.HELD) ? null : held.problem())));
		return new ServerState(startup, always);
	}

	@Bean
	WebHttpHandlerBuilderCustomizer apiHttpHandlerCustomizer(ApiServer server, RequestAuthentication authentication,
			RequestAuthorization authorization, ServerState state, RootPath root,
			ObjectProvider<ActuatorPaths> actuator, Environment environment) {
		String basePath = environment.getProperty("spring.webflux.base-path");
		if (StringUtils.hasText(basePath)) {
			throw new HiddenByBasePathException(basePath);
		}
		PathClaims claims = new PathClaims(actuator.stream().flatMap((paths) -> paths.roots().stream()).toList(), root);
		return (builder) -> builder.httpHandlerDecorator((application) -> new ApiHttpHandler(server,
				authentication.authenticator(), authorization.authorizer(), state, claims, application));
	}

	@Bean
	RootPath apiServerRootPath(ListableBeanFactory beans) {
		return new RootPath(beans);
	}

	@Bean
	ApiServerStart apiServerStart(ApiServer server, ObjectProvider<HostNamespaces> namespaces) {
		return new ApiServerStart(server, namespaces.getIfAvailable());
	}

	@Bean
	ApiServerDrain apiServerDrain(ApiServer server, ServerState state) {
		return new ApiServerDrain(server, state);
	}

	/**
	 * Whose paths the actuator's are, where there is an actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PathMappedEndpoints.class)
	static class ActuatorConfiguration {

		@Bean
		ActuatorPaths apiServerActuatorPaths(ObjectProvider<PathMappedEndpoints> endpoints) {
			return new ActuatorPaths(endpoints);
		}

	}

}
