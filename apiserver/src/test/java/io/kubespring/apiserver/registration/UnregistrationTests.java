package io.kubespring.apiserver.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.kubespring.apiserver.meta.GroupVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class UnregistrationTests {

	private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

	private static final ServiceReference SERVICE = new ServiceReference("shop", "orders", 443);

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final FakeApiServices apiServices = new FakeApiServices();

	private final AtomicReference<Object> result = new AtomicReference<>();

	@BeforeEach
	void fill() {
		this.apiServices.objects.put("v1.g", object("v1.g", "orders"));
		this.apiServices.objects.put("v2.g", object("v2.g", "orders"));
		this.apiServices.objects.put("v1.others", object("v1.others", "others"));
	}

	@AfterEach
	void stop() {
		this.time.dispose();
	}

	@Test
	void tellsReplicasAndThenRemovesWhatLeadsToService() {
		remove();
		assertThat(this.apiServices.asked).containsExactly(
				"annotate v1.g kubespring.io/unregistered-at=2030-06-01T12:00:00Z",
				"annotate v2.g kubespring.io/unregistered-at=2030-06-01T12:00:00Z");
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.apiServices.asked).endsWith("delete v1.g", "delete v2.g").hasSize(4);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.result.get()).isEqualTo(List.of("v1.g", "v2.g"));
		assertThat(this.apiServices.objects).containsOnlyKeys("v1.others");
	}

	@Test
	void removesOneByName() {
		new Unregistration(SERVICE, this.apiServices, clock(), this.time).remove(List.of("v1.g", "v1.others")::contains)
			.subscribe(this.result::set);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.result.get()).isEqualTo(List.of("v1.g"));
		assertThat(this.apiServices.objects).containsOnlyKeys("v1.others", "v2.g");
	}

	@Test
	void leavesObjectThatLeadsElsewhereByNow() {
		remove();
		this.apiServices.objects.put("v2.g", object("v2.g", "others"));
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.result.get()).isEqualTo(List.of("v1.g", "v2.g"));
		assertThat(this.apiServices.objects).containsOnlyKeys("v1.others", "v2.g");
	}

	@Test
	void removesObjectAgainThatComesBack() {
		this.apiServices.revivals = 3;
		remove();
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.result.get()).isEqualTo(List.of("v1.g", "v2.g"));
		assertThat(this.apiServices.objects).containsOnlyKeys("v1.others");
	}

	@Test
	void saysThatObjectComesBackAgainAndAgain() {
		this.apiServices.revivals = 1000;
		remove();
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(this.result.get()).isInstanceOf(IllegalStateException.class)
			.hasToString("java.lang.IllegalStateException: somebody makes them again: [v1.g, v2.g]");
	}

	@Test
	void runningReplicaDoesNotMakeObjectAgain() {
		ApiServiceRegistration replica = replica(NOW.minusSeconds(1));
		this.apiServices.show("v1.g", marked());
		this.apiServices.showAbsent("v1.g");
		assertThat(replica.statuses().get(0).phase()).isEqualTo(RegistrationStatus.Phase.UNREGISTERED);
		assertThat(this.apiServices.applied).isEmpty();
		replica.close();
	}

	@Test
	void replicaThatStartsAfterwardsMakesObjectAgain() {
		ApiServiceRegistration replica = replica(NOW.plusSeconds(1));
		this.apiServices.show("v1.g", marked());
		this.apiServices.showAbsent("v1.g");
		assertThat(replica.statuses().get(0).phase()).isEqualTo(RegistrationStatus.Phase.REGISTERED);
		assertThat(this.apiServices.applied).isNotEmpty();
		replica.close();
	}

	private ApiServiceRegistration replica(Instant startedAt) {
		ApiServiceRegistration replica = new ApiServiceRegistration(List.of(new GroupVersion("g", "v1")),
				new RegistrationSettings(SERVICE, Map.of(), false, new Replica(startedAt, "us")), this.apiServices,
				null, this.time);
		replica.start();
		return replica;
	}

	private ObjectNode marked() {
		ObjectNode marked = object("v1.g", "orders");
		((ObjectNode) marked.path("metadata")).putObject("annotations")
			.put("kubespring.io/unregistered-at", NOW.toString());
		return marked;
	}

	private void remove() {
		new Unregistration(SERVICE, this.apiServices, clock(), this.time).remove((name) -> true)
			.subscribe(this.result::set, this.result::set);
	}

	private static Clock clock() {
		return Clock.fixed(NOW, ZoneOffset.UTC);
	}

	private ObjectNode object(String name, String service) {
		return (ObjectNode) this.mapper.readTree("""
				{"metadata": {"name": "%s"}, "spec": {"service": {"namespace": "shop", "name": "%s"}}}"""
			.formatted(name, service));
	}

}
