package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.spring.extended.controller.config.KubernetesInformerAutoConfiguration;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.kubespring.apiserver.cluster.AuthenticationConfigMap;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ApiServerAutoConfigurationTests {

	static final AutoConfigurations ALL = AutoConfigurations.of(ApiServerAutoConfiguration.class,
			ApiServerAuthenticationAutoConfiguration.class, ApiServerAuthorizationAutoConfiguration.class,
			ApiServerCertificateAutoConfiguration.class, ApiServerClusterAutoConfiguration.class,
			ApiServerHealthAutoConfiguration.class, ApiServerInstallationAutoConfiguration.class,
			ApiServerRegistrationAutoConfiguration.class, ApiServerServingCredentialsAutoConfiguration.class,
			ApiServerStorageAutoConfiguration.class);

	@TempDir
	Path directory;

	private Path kubeconfig;

	private ReactiveWebApplicationContextRunner contextRunner;

	@BeforeEach
	void createRunner() throws IOException {
		this.kubeconfig = writeKubeconfig(this.directory);
		this.contextRunner = new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("apiserver.mode=standalone",
					"apiserver.standalone.directory=" + this.directory.resolve("standalone"));
	}

	static Path writeKubeconfig(Path directory) throws IOException {
		return Files.writeString(directory.resolve("host.kubeconfig"), """
				apiVersion: v1
				kind: Config
				clusters:
				- {name: host, cluster: {server: "https://127.0.0.1:1"}}
				users:
				- {name: somebody, user: {token: secret}}
				contexts:
				- {name: host, context: {cluster: host, user: somebody, namespace: tests}}
				current-context: host
				""");
	}

	@Test
	void backsOffWhenNoBeanIsAResource() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.startsWith("apiServer"));
			assertThat(context).doesNotHaveBean(Store.class).doesNotHaveBean(StandaloneCredentials.class);
		});
		assertThat(this.directory.resolve("standalone")).doesNotExist();
	}

	@Test
	void backsOffInApplicationThatIsNotReactive() {
		new ApplicationContextRunner().withConfiguration(ALL)
			.withBean(Widgets.class)
			.withPropertyValues("apiserver.mode=cluster", "apiserver.cluster.kubeconfig=" + this.kubeconfig,
					"apiserver.registration.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ApiServer.class)
				.doesNotHaveBean(ApiServiceRegistration.class));
	}

	@Test
	void servesResourcesAloneWhenModeIsStandalone() {
		this.contextRunner.withBean(Widgets.class).run((context) -> {
			assertThat(context.getBean(ApiServer.class).groupVersions()).extracting(Object::toString)
				.containsExactly("test.example.com/v1");
			assertThat(context).hasSingleBean(MemoryStore.class)
				.hasSingleBean(RequestAuthentication.class)
				.hasSingleBean(RequestAuthorization.class)
				.hasSingleBean(WebHttpHandlerBuilderCustomizer.class);
			assertThat(context).doesNotHaveBean(HostCluster.class)
				.doesNotHaveBean(ApiClient.class)
				.doesNotHaveBean(StoreLease.class);
			assertThat(context.getBean(StandaloneCredentials.class).servingCertificateFile())
				.isEqualTo(this.directory.resolve("standalone/tls.crt"))
				.exists();
		});
	}

	@Test
	void standsAloneByDefaultOutsideOfAPod() {
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withBean(Widgets.class)
			.withPropertyValues("apiserver.standalone.directory=" + this.directory)
			.run((context) -> assertThat(context).hasSingleBean(StandaloneCredentials.class)
				.doesNotHaveBean(HostCluster.class));
	}

	@Test
	void extendsClusterWhenKubeconfigIsSet() {
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withBean(Widgets.class)
			.withPropertyValues("apiserver.cluster.kubeconfig=" + this.kubeconfig)
			.run((context) -> {
				assertThat(context.getBean(ApiClient.class).getBasePath()).isEqualTo("https://127.0.0.1:1");
				assertThat(context.getBean(HostCluster.class).namespace()).isEqualTo("tests");
				assertThat(context).hasSingleBean(AuthenticationConfigMap.class)
					.hasSingleBean(StoreLease.class)
					.doesNotHaveBean(StandaloneCredentials.class)
					.doesNotHaveBean(ApiServiceRegistration.class);
				assertThat(context.getBean(ServerState.class).checks()).extracting(HealthCheck::name)
					.containsExactly("poststarthook/storage-readiness",
							"poststarthook/load-cluster-authentication-info", "permissions", "informer-sync",
							"store-lease", "store", "serving-certificate", "shutdown");
				assertThat(context.getBean(ServerState.class).isServing()).isFalse();
			});
	}

	@Test
	void informersOfTheApplicationShareTheClient() {
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withConfiguration(AutoConfigurations.of(KubernetesInformerAutoConfiguration.class))
			.withBean(Widgets.class)
			.withPropertyValues("apiserver.cluster.kubeconfig=" + this.kubeconfig)
			.run((context) -> {
				assertThat(context).hasSingleBean(ApiClient.class).hasSingleBean(SharedInformerFactory.class);
				assertThat(context.getBean(ApiClient.class)).isSameAs(context.getBean(HostCluster.class).apiClient());
			});
	}

	@Test
	void modeWinsOverKubeconfig() {
		this.contextRunner.withBean(Widgets.class)
			.withPropertyValues("apiserver.cluster.kubeconfig=" + this.kubeconfig)
			.run((context) -> assertThat(context).hasSingleBean(StandaloneCredentials.class)
				.doesNotHaveBean(HostCluster.class));
	}

	@Test
	void registersWhenEnabled() {
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withBean(Widgets.class)
			.withPropertyValues("apiserver.cluster.kubeconfig=" + this.kubeconfig,
					"apiserver.registration.enabled=true", "apiserver.registration.service.name=widgets")
			.run((context) -> assertThat(context.getBean(ApiServiceRegistration.class).statuses())
				.extracting((status) -> status.apiService())
				.containsExactly("v1.test.example.com"));
	}

	@Test
	void storeOfTheApplicationWins() {
		this.contextRunner.withUserConfiguration(OwnStore.class)
			.withBean(Widgets.class)
			.run((context) -> assertThat(context).getBean(Store.class)
				.isSameAs(context.getBean("ownStore"))
				.isInstanceOf(MemoryStore.class));
	}

	@Test
	void storeOfTheApplicationNeedsNoLease() {
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(OwnStore.class)
			.withBean(Widgets.class)
			.withPropertyValues("apiserver.cluster.kubeconfig=" + this.kubeconfig)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreLease.class));
	}

	@Test
	void healthShowsTheChecks() {
		this.contextRunner.withBean(Widgets.class).run((context) -> {
			HealthIndicator indicator = context.getBean("apiserverHealthIndicator", HealthIndicator.class);
			assertThat(String.valueOf(indicator.health(true))).contains("poststarthook/storage-readiness=", "store=ok");
			context.getBean(ServerState.class).stop();
			assertThat(String.valueOf(indicator.health(true))).contains("OUT_OF_SERVICE",
					"shutdown=process is shutting down");
		});
	}

	@Test
	void healthCanBeSwitchedOff() {
		this.contextRunner.withBean(Widgets.class)
			.withPropertyValues("management.health.apiserver.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("apiserverHealthIndicator"));
	}

	@Test
	void worksWithoutActuatorAndHealth() {
		this.contextRunner.withBean(Widgets.class)
			.withClassLoader(new FilteredClassLoader(PathMappedEndpoints.class, HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ApiServer.class)
				.doesNotHaveBean("apiserverHealthIndicator"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnStore {

		@Bean
		MemoryStore ownStore() {
			return new MemoryStore(Clock.systemUTC(), new MemoryStoreSettings(Duration.ofMinutes(1), 1024));
		}

	}

}
