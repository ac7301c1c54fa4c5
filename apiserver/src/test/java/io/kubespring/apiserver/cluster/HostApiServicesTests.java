package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.util.List;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.registration.RegistrationStatus;
import io.kubespring.apiserver.registration.ServiceReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The registration through a cluster's API.
 */
class HostApiServicesTests {

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private ApiServiceRegistration registration;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.registration = new ApiServiceRegistration(List.of(new GroupVersion("g", "v1")),
				new ServiceReference("shop", "orders", 443), new HostApiServices(this.cluster, Schedulers.parallel()),
				Flux.just("ca"), Schedulers.parallel());
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
