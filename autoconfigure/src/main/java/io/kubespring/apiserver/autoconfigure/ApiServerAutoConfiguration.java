package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.ServingCredentials;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.cluster.HostNamespaces;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.BodyBudget;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.server.ApiHttpHandler;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ApiServerSettings;
import io.kubespring.apiserver.server.CallerContext;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.PathClaims;
import io.kubespring.apiserver.server.RefreshedCheck;
import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.storage.HistorySize;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.strategy.VersionConverter;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.NamespaceLookup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

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
	ApiServer apiServer(ConfigurableListableBeanFactory beans, ObjectProvider<Connector<?>> connectors,
			ObjectProvider<VersionConverter<?, ?>> converters, ObjectProvider<Store> store,
			ObjectProvider<NamespaceLookup> namespaces, ApiServerProperties properties, Environment environment,
			@Qualifier("applicationTaskExecutor") ObjectProvider<AsyncTaskExecutor> executor) {
		List<ResourceDefinition> definitions = ResourceBeans.definitions(beans, connectors, converters,
				AdmissionBeans.of(beans));
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
		WatchProperties watch = properties.getWatch();
		EndpointEnvironment endpoint = new EndpointEnvironment(Clock.systemUTC(), workers,
				(int) properties.getRequest().getMaxBodySize().toBytes(), watch.getMinTimeout(),
				new BodyBudget(properties.getRequest().getMaxBodiesSize().toBytes()),
				properties.getRequest().getDeleteCollectionWorkers(), limits(properties.getRequest()));
		WatchCacheSettings cache = new WatchCacheSettings(watch.getHistory(), historyBytes(watch.getHistorySize()),
				watch.getBookmarkInterval(), watch.getFreshnessTimeout());
		return new ApiServerSettings(endpoint, cache,
				new VersionInfo("v" + environment.getProperty("spring.application.version", "0.0.0"), ""), namespaces);
	}

	static long historyBytes(@Nullable DataSize size) {
		return (size != null) ? size.toBytes() : HistorySize.standard();
	}

	private static RequestLimits limits(RequestProperties request) {
		return new RequestLimits(request.getTimeout(), request.getWriteTimeout(), request.getMaxInFlight(),
				request.getMaxMutatingInFlight(), Schedulers.parallel());
	}

	@Bean
	@ConditionalOnMissingBean
	ServerState apiServerState(ApiServer server, ObjectProvider<ClusterTrust> trust,
			ObjectProvider<PermissionsStart> permissions, ObjectProvider<HostNamespaces> namespaces,
			ObjectProvider<StoreLease> lease, ObjectProvider<Store> store,
			ObjectProvider<ApplicationAvailability> availability, ObjectProvider<HealthCheck> more,
			ObjectProvider<ServingCredentials> credentials, ObjectProvider<ServingCertificateCheck> certificate,
			OutOfMemoryExit exit, ApiServerProperties properties) {
		List<HealthCheck> startup = new ArrayList<>();
		startup.add(HealthCheck.ready("poststarthook/storage-readiness",
				() -> server.isFilled() ? null : "caches are not filled"));
		trust.ifAvailable((known) -> startup
			.add(HealthCheck.ready("poststarthook/load-cluster-authentication-info", known::problem)));
		permissions.ifAvailable((known) -> startup.add(HealthCheck.ready("permissions", known::problem)));
		if (server.createsInNamespaces()) {
			namespaces.ifAvailable((host) -> startup
				.add(HealthCheck.ready("informer-sync", () -> host.isSynced() ? null : host.problem())));
		}
		credentials.ifAvailable((known) -> startup.add(HealthCheck.ready("poststarthook/serving-certificate",
				() -> (known.serving() != null) ? null : known.problem())));
		List<HealthCheck> always = new ArrayList<>();
		lease.ifAvailable((held) -> always.add(HealthCheck.ready("store-lease",
				() -> (held.state() == StoreLease.State.HELD) ? null : held.problem())));
		List<HealthCheck> told = new ArrayList<>();
		store.ifAvailable((known) -> told.add(RefreshedCheck.of("store", HealthCheck.Scope.READINESS,
				Mono.defer(known::currentRevision).then(Mono.empty()), Schedulers.parallel())));
		availability.ifAvailable((known) -> told.addAll(AvailabilityChecks.of(known)));
		certificate.ifAvailable((known) -> told.add(HealthCheck.ready("serving-certificate", known::problem)));
		more.orderedStream().forEach(told::add);
		boolean sendRetryAfter = properties.getShutdown().isSendRetryAfter();
		return properties.isExitOnOutOfMemory() ? new ServerState(startup, always, told, sendRetryAfter, exit)
				: new ServerState(startup, always, told, sendRetryAfter);
	}

	@Bean
	@ConditionalOnMissingBean
	OutOfMemoryExit apiServerOutOfMemoryExit() {
		return new OutOfMemoryExit(Runtime.getRuntime()::halt);
	}

	@Bean
	WebHttpHandlerBuilderCustomizer apiHttpHandlerCustomizer(ApiServer server, ConfigurableListableBeanFactory beans,
			ServerState state, RootPath root, ObjectProvider<ActuatorPaths> actuator,
			ObjectProvider<ContributedHealth> contributed, ObjectProvider<CallerContext> callers,
			Environment environment) {
		String basePath = environment.getProperty("spring.webflux.base-path");
		if (StringUtils.hasText(basePath)) {
			throw new HiddenByBasePathException(basePath);
		}
		PathClaims claims = new PathClaims(actuator.stream().flatMap((paths) -> paths.roots().stream()).toList(), root);
		RequestAuthentication authentication = new RequestAuthentication(
				TrustFloor.bean(beans, RequestAuthentication.class).authenticator(), callers.getIfAvailable());
		RequestAuthorization authorization = TrustFloor.bean(beans, RequestAuthorization.class);
		return (builder) -> builder.httpHandlerDecorator((application) -> new ApiHttpHandler(server, authentication,
				authorization, state, () -> contributed.stream().flatMap((health) -> health.checks().stream()).toList(),
				claims, application));
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
	ApiServerDrain apiServerDrain(ApiServer server, ServerState state, ApiServerProperties properties,
			ApplicationContext context) {
		return new ApiServerDrain(server, state, properties.getShutdown().getDelay(), context, Schedulers.parallel());
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

	/**
	 * What the actuator's groups say of health, where there is an actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthEndpointGroups.class)
	static class HealthGroupsConfiguration {

		@Bean
		HealthGroupChecks apiServerHealthGroupChecks(ObjectProvider<HealthEndpointGroups> groups,
				ObjectProvider<HealthContributorRegistry> contributors,
				ObjectProvider<ReactiveHealthContributorRegistry> reactive) {
			return new HealthGroupChecks(groups, contributors, reactive, Schedulers.parallel());
		}

	}

}
