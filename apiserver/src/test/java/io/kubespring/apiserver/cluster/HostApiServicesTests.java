package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.certificate.CaBundles;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.registration.RegistrationSettings;
import io.kubespring.apiserver.registration.RegistrationStatus;
import io.kubespring.apiserver.registration.Replica;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.registration.Unregistration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The registration through a cluster's API.
 */
class HostApiServicesTests {

	private static final ServiceReference SERVICE = new ServiceReference("shop", "orders", 443);

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private HostApiServices apiServices;

	private ApiServiceRegistration registration;

	@BeforeEach
	void connect() {
		this.host.put("/api/v1/namespaces/shop/services", this.host.object("{\"metadata\":{\"name\":\"orders\"}}"));
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.apiServices = new HostApiServices(this.cluster, Schedulers.parallel());
		this.registration = new ApiServiceRegistration(List.of(new GroupVersion("g", "v1")),
				new RegistrationSettings(SERVICE, Map.of(), false, new Replica(Instant.now(), "us")), this.apiServices,
				new CaBundles() {

					@Override
					public Flux<String> contents() {
						return Flux.just("ca").concatWith(Flux.never());
					}

					@Override
					public Mono<String> current() {
						return Mono.just("ca");
					}

				}, Schedulers.parallel());
	}

	@AfterEach
	void disconnect() {
		this.registration.close();
		this.cluster.close();
		this.host.close();
	}

	@Test
	void appliesOnServerSide() {
		start();
		assertThat(spec().path("caBundle").asString()).isEqualTo("Y2E=");
		assertThat(this.host.calls()).filteredOn((call) -> call.method().equals("PATCH"))
			.singleElement()
			.satisfies((call) -> {
				assertThat(call.path()).isEqualTo("/apis/apiregistration.k8s.io/v1/apiservices/v1.g");
				assertThat(call.query()).isEqualTo("fieldManager=kubespring&force=true");
				assertThat(call.headers().get("Content-Type")).containsExactly("application/apply-patch+yaml");
			});
	}

	@Test
	void correctsWhatOthersChangeOrDelete() {
		start();
		ObjectNode changed = this.host.get(StandInHostApi.API_SERVICES, "v1.g");
		((ObjectNode) changed.path("spec")).put("caBundle", "b3RoZXI=");
		this.host.put(StandInHostApi.API_SERVICES, changed);
		Eventually.holds(() -> assertThat(spec().path("caBundle").asString()).isEqualTo("Y2E="));
		this.host.delete(StandInHostApi.API_SERVICES, "v1.g");
		Eventually.isTrue(() -> this.host.exists(StandInHostApi.API_SERVICES, "v1.g"));
	}

	@Test
	void leavesForeignObjectAlone() {
		ObjectNode foreign = this.host.object();
		foreign.putObject("metadata").put("name", "v1.g");
		foreign.putObject("spec").putObject("service").put("namespace", "shop").put("name", "others");
		this.host.put(StandInHostApi.API_SERVICES, foreign);
		this.registration.start();
		Eventually.isTrue(() -> phase() == RegistrationStatus.Phase.REFUSED);
		assertThat(spec()).isEqualTo(foreign.path("spec"));
	}

	@Test
	void keepsTryingWhileForbidden() {
		this.host.fail((call) -> call.method().equals("PATCH"), 1, 403);
		this.registration.start();
		Eventually.isTrue(() -> phase() == RegistrationStatus.Phase.FAILED);
		Eventually.isTrue(() -> phase() == RegistrationStatus.Phase.REGISTERED);
	}

	@Test
	void neverDeletesObject() {
		start();
		this.registration.close();
		this.cluster.close();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).isTrue();
		assertThat(this.host.calls()).extracting(RecordedCall::method).doesNotContain("DELETE");
	}

	@Test
	void waitsForService() {
		this.host.delete("/api/v1/namespaces/shop/services", "orders");
		this.registration.start();
		Eventually.holds(() -> assertThat(this.registration.statuses().get(0).message())
			.isEqualTo("unable to apply the APIService: the Service shop/orders:443 does not exist yet"));
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).isFalse();
		this.host.put("/api/v1/namespaces/shop/services", this.host.object("{\"metadata\":{\"name\":\"orders\"}}"));
		Eventually.isTrue(() -> phase() == RegistrationStatus.Phase.REGISTERED);
	}

	@Test
	void registersWhereServicesMayNotBeLookedFor() {
		this.host.fail((call) -> call.path().endsWith("/services/orders"), 1000, 403);
		start();
		assertThat(spec().path("service").path("name").asString()).isEqualTo("orders");
	}

	@Test
	void runningServerLetsObjectGo() {
		start();
		ObjectNode other = this.host.object("""
				{"metadata": {"name": "v1.other"}, "spec": {"service": {"namespace": "shop", "name": "other"}}}""");
		this.host.put(StandInHostApi.API_SERVICES, other);
		List<String> removed = new Unregistration(SERVICE, this.apiServices, Clock.systemUTC(), Schedulers.parallel())
			.remove((name) -> true)
			.block(Duration.ofSeconds(20));
		assertThat(removed).containsExactly("v1.g");
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).isFalse();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.other")).isTrue();
		assertThat(phase()).isEqualTo(RegistrationStatus.Phase.UNREGISTERED);
		assertThat(this.host.calls()).filteredOn((call) -> call.method().equals("DELETE"))
			.singleElement()
			.satisfies((call) -> assertThat(call.body().path("preconditions").has("uid")).isTrue());
	}

	private void start() {
		this.registration.start();
		Eventually.isTrue(() -> phase() == RegistrationStatus.Phase.REGISTERED);
	}

	private RegistrationStatus.Phase phase() {
		return this.registration.statuses().get(0).phase();
	}

	private ObjectNode spec() {
		return (ObjectNode) this.host.get(StandInHostApi.API_SERVICES, "v1.g").path("spec");
	}

}
