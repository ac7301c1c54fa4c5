package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;

import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.StandInHostApi;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ApiServerStorageAutoConfigurationTests {

	private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/ours/leases";

	private static final String WARNING = "Objects are stored in the memory of this process";

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner();

	@BeforeEach
	void connect() {
		this.runner = this.runner
			.withConfiguration(
					AutoConfigurations.of(ApiServerAutoConfiguration.class, ApiServerClusterAutoConfiguration.class,
							ApiServerStorageAutoConfiguration.class, ApiServerAuthenticationAutoConfiguration.class,
							ApiServerAuthorizationAutoConfiguration.class, ApiServerCertificateAutoConfiguration.class))
			.withPropertyValues("apiserver.cluster.kubeconfig=" + this.host.kubeconfig(this.directory));
	}

	@AfterEach
	void disconnect() {
		this.host.close();
	}

	@Test
	void storeWarningAndLeaseAppearWhenSomethingIsStored(CapturedOutput output) {
		this.runner.withBean(Gauges.class).withBean(Echoes.class).run((context) -> {
			assertThat(context).hasSingleBean(MemoryStore.class).hasSingleBean(StoreLease.class);
			assertThat(output).containsOnlyOnce(WARNING);
			Eventually.isTrue(() -> this.host.exists(LEASES, "kubespring-store"));
		});
	}

	@Test
	void storeWarningAndLeaseAreAbsentWhenNothingIsStored(CapturedOutput output) {
		this.runner.withBean(Echoes.class).run((context) -> {
			assertThat(context).hasSingleBean(ApiServer.class)
				.doesNotHaveBean(Store.class)
				.doesNotHaveBean(StoreLease.class);
			assertThat(context.getBean(ServerState.class).checks()).extracting(HealthCheck::name)
				.containsExactly("poststarthook/storage-readiness", "poststarthook/load-cluster-authentication-info",
						"shutdown");
			assertThat(output).doesNotContain(WARNING);
			assertThat(this.host.calls("leases")).isEmpty();
		});
	}

	@Test
	void leaseIsNamedAfterTheApplication() {
		this.runner.withBean(Gauges.class)
			.withPropertyValues("spring.application.name=plant")
			.run((context) -> Eventually.isTrue(() -> this.host.exists(LEASES, "plant-store")));
	}

	@Test
	void leaseIsNamedAsConfigured() {
		this.runner.withBean(Gauges.class)
			.withPropertyValues("spring.application.name=plant", "apiserver.storage.memory.lease-name=mine")
			.run((context) -> {
				Eventually.isTrue(() -> this.host.exists(LEASES, "mine"));
				assertThat(this.host.exists(LEASES, "mine-store")).isFalse();
			});
	}

	@Test
	void secondProcessIsUnreadyAndSaysWhoHoldsTheStore(CapturedOutput output) {
		this.host.put(LEASES, this.host.object("""
				{"metadata": {"name": "kubespring-store"}, "spec": {"holderIdentity": "other",
				"acquireTime": "2030-06-01T12:00:00.000000Z", "leaseDurationSeconds": 3600}}"""));
		String problem = "the Lease kubespring-store is held by other since 2030-06-01T12:00:00.000000Z: objects in"
				+ " memory are one process's own, so this one waits until that one ends; give the Deployment one"
				+ " replica and the strategy Recreate, or the application a store that replicas share";
		this.runner.withBean(Gauges.class).run((context) -> {
			ServerState state = context.getBean(ServerState.class);
			Eventually.holds(() -> assertThat(state.checks()).filteredOn((check) -> check.name().equals("store-lease"))
				.singleElement()
				.satisfies((check) -> assertThat(check.problem().get()).isEqualTo(problem)));
			assertThat(state.isServing()).isFalse();
			assertThat(output).containsOnlyOnce("Lease kubespring-store is WAITING: " + problem);
			assertThat(this.host.get(LEASES, "kubespring-store").path("spec").path("holderIdentity").asString())
				.isEqualTo("other");
		});
	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Gauges implements StoredResource<Gauges.Gauge> {

		static class Gauge extends ApiObject<String, Void> {

		}

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Echoes implements Getter<Echoes.Echo> {

		@Override
		public @Nullable Echo get(String name, RequestContext context) {
			return null;
		}

		static class Echo extends ApiObject<String, Void> {

		}

	}

}
