package io.kubespring.apiserver.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several replicas and one object: of different releases, with different settings, and
 * with an object of somebody else.
 */
class ReplicasTests {

	private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final FakeApiServices apiServices = new FakeApiServices();

	private final Deque<ApiServiceRegistration> started = new ArrayDeque<>();

	@AfterEach
	void stop() {
		this.started.forEach(ApiServiceRegistration::close);
		this.time.dispose();
	}

	@Test
	void olderReplicaLeavesObjectAsNewerOneWantsIt() {
		start(8444, NOW.plusSeconds(60), false);
		this.apiServices.show("v1.g", object(8443));
		ObjectNode wanted = lastApplied();
		this.started.peekLast().close();
		ApiServiceRegistration older = start(8443, NOW, false);
		this.apiServices.show("v1.g", wanted);
		assertThat(this.apiServices.applied).containsExactly(wanted);
		assertStatus(older, RegistrationStatus.Phase.YIELDED,
				"a replica that started later wants the APIService otherwise");
		this.time.advanceTimeBy(Duration.ofMinutes(10).minusMillis(1));
		assertThat(this.apiServices.applied).hasSize(1);
	}

	@Test
	void olderReplicaGetsItsWayWhenNewerOneIsGone() {
		olderReplicaLeavesObjectAsNewerOneWantsIt();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.apiServices.applied).hasSize(2);
		assertThat(port(lastApplied())).isEqualTo(8443);
	}

	@Test
	void newerReplicaHasItsWayAtOnce() {
		start(8443, NOW, false);
		this.apiServices.show("v1.g", object(1));
		ObjectNode byOlder = lastApplied();
		start(8444, NOW.plusMillis(1), false);
		this.apiServices.show("v1.g", byOlder);
		assertThat(port(lastApplied())).isEqualTo(8444);
	}

	@Test
	void olderReplicaCorrectsWhatSomebodyElseChanged() {
		start(8444, NOW.plusSeconds(60), false);
		this.apiServices.show("v1.g", object(8443));
		ObjectNode edited = lastApplied().deepCopy();
		this.started.peekLast().close();
		((ObjectNode) edited.path("spec")).put("versionPriority", 999);
		start(8443, NOW, false);
		this.apiServices.show("v1.g", edited);
		assertThat(lastApplied().path("spec").path("versionPriority").asInt()).isEqualTo(15);
	}

	/**
	 * Each sees what was applied late, in any order of replicas.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void replicasComeToRestWhateverTheyWant(int seed) {
		Random random = new Random(seed);
		ObjectNode[] seen = { object(1) };
		for (int i = 0; i < 3; i++) {
			start(8443 + i, NOW.plusMillis(random.nextInt(1000)), false);
		}
		int changes = 0;
		for (int round = 0; round < 50; round++) {
			int before = this.apiServices.applied.size();
			this.apiServices.show("v1.g", seen[0]);
			int after = this.apiServices.applied.size();
			if (after > before) {
				changes++;
				seen[0] = this.apiServices.applied.get(before + random.nextInt(after - before));
			}
		}
		assertThat(changes).isBetween(1, 3);
		assertThat(this.started).extracting((replica) -> replica.statuses().get(0).phase())
			.containsOnly(RegistrationStatus.Phase.REGISTERED, RegistrationStatus.Phase.YIELDED);
	}

	@Test
	void newerReleaseWithAnotherVersionDoesNotConcernOlderOne() {
		ApiServiceRegistration newer = registration(8443, NOW.plusSeconds(60), false, "v2", "v1");
		newer.start();
		this.apiServices.showAbsent("v2.g");
		this.apiServices.showAbsent("v1.g");
		List<ObjectNode> applied = List.copyOf(this.apiServices.applied);
		newer.close();
		ApiServiceRegistration older = start(8443, NOW, false);
		this.apiServices.show("v1.g", applied.get(1));
		assertThat(this.apiServices.applied).isEqualTo(applied);
		assertStatus(older, RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void takesOverForeignObjectByForce() {
		start(8443, NOW, true);
		ObjectNode foreign = object(8443);
		((ObjectNode) foreign.path("spec").path("service")).put("name", "others");
		this.apiServices.show("v1.g", foreign);
		assertThat(lastApplied().path("spec").path("service").path("name").asString()).isEqualTo("orders");
		assertThat(this.apiServices.asked).isEmpty();
	}

	@Test
	void replacesObjectThatClusterKeepsByForce() {
		ApiServiceRegistration registration = registration(8443, NOW, true, "v1");
		this.started.add(registration);
		registration.prepare();
		ObjectNode local = object(8443);
		((ObjectNode) local.path("spec")).remove("service");
		((ObjectNode) local.path("metadata")).putObject("labels")
			.put("kube-aggregator.kubernetes.io/automanaged", "true");
		this.apiServices.show("v1.g", local);
		assertStatus(registration, RegistrationStatus.Phase.REFUSED,
				"APIService v1.g is served by the cluster itself, as a built-in API or a CRD");
		registration.start();
		assertThat(this.apiServices.asked).containsExactly("delete v1.g");
		assertThat(lastApplied().path("metadata").has("resourceVersion")).isFalse();
		assertThat(lastApplied().path("metadata").has("labels")).isFalse();
	}

	@Test
	void makesNothingBeforeServerIsReady() {
		ApiServiceRegistration registration = registration(8443, NOW, false, "v1");
		this.started.add(registration);
		registration.prepare();
		this.apiServices.showAbsent("v1.g");
		assertStatus(registration, RegistrationStatus.Phase.PENDING, "the server is not ready yet");
		this.apiServices.show("v1.g", object(1));
		assertThat(this.apiServices.applied).hasSize(1);
		this.apiServices.showAbsent("v1.g");
		assertThat(this.apiServices.applied).hasSize(1);
		registration.start();
		assertThat(this.apiServices.applied).hasSize(2);
	}

	@Test
	void waitsForService() {
		this.apiServices.service = false;
		ApiServiceRegistration registration = start(8443, NOW, false);
		this.apiServices.showAbsent("v1.g");
		assertStatus(registration, RegistrationStatus.Phase.FAILED,
				"unable to apply the APIService: the Service shop/orders:8443 does not exist yet");
		assertThat(this.apiServices.applied).isEmpty();
		this.apiServices.service = true;
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertStatus(registration, RegistrationStatus.Phase.REGISTERED, "");
		assertThat(this.apiServices.applied).hasSize(1);
	}

	@Test
	void setsAnnotationsThatAreAskedFor() {
		ApiServiceRegistration registration = new ApiServiceRegistration(List.of(new GroupVersion("g", "v1")),
				new RegistrationSettings(new ServiceReference("shop", "orders", 8443),
						Map.of("cert-manager.io/inject-ca-from", "shop/orders"), false, new Replica(NOW, "us")),
				this.apiServices, null, this.time);
		this.started.add(registration);
		registration.start();
		this.apiServices.show("v1.g", object(8443));
		assertThat(lastApplied().path("metadata").path("annotations").path("cert-manager.io/inject-ca-from").asString())
			.isEqualTo("shop/orders");
		assertThat(lastApplied().path("spec").has("caBundle")).isFalse();
	}

	@Test
	void namesObjectsThatLeadHereAndAreNotServed() {
		this.apiServices.objects.put("v1.g", named("v1.g", "orders"));
		this.apiServices.objects.put("v1alpha1.g", named("v1alpha1.g", "orders"));
		this.apiServices.objects.put("v1.others", named("v1.others", "others"));
		ApiServiceRegistration registration = start(8443, NOW, false);
		this.time.advanceTimeBy(Duration.ZERO);
		assertThat(registration.unserved()).containsExactly("v1alpha1.g");
		this.apiServices.failure = new IllegalStateException("403");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(registration.unserved()).containsExactly("v1alpha1.g");
		this.apiServices.failure = null;
		this.apiServices.objects.remove("v1alpha1.g");
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(registration.unserved()).isEmpty();
		assertThat(this.apiServices.asked).isEmpty();
	}

	private ApiServiceRegistration start(int port, Instant startedAt, boolean force) {
		ApiServiceRegistration registration = registration(port, startedAt, force, "v1");
		this.started.add(registration);
		registration.start();
		return registration;
	}

	private ApiServiceRegistration registration(int port, Instant startedAt, boolean force, String... versions) {
		List<GroupVersion> groupVersions = List.of(versions)
			.stream()
			.map((version) -> new GroupVersion("g", version))
			.toList();
		return new ApiServiceRegistration(groupVersions,
				new RegistrationSettings(new ServiceReference("shop", "orders", port), Map.of(), force,
						new Replica(startedAt, "r" + port)),
				this.apiServices, new FakeCaBundles(Flux.just("ca")), this.time);
	}

	private ObjectNode lastApplied() {
		return this.apiServices.applied.get(this.apiServices.applied.size() - 1);
	}

	private static int port(@Nullable ObjectNode object) {
		return object.path("spec").path("service").path("port").asInt();
	}

	private static void assertStatus(ApiServiceRegistration registration, RegistrationStatus.Phase phase,
			String message) {
		assertThat(registration.statuses().get(0).message()).isEqualTo(message);
		assertThat(registration.statuses().get(0).phase()).isEqualTo(phase);
	}

	private ObjectNode named(String name, String service) {
		ObjectNode object = object(8443);
		((ObjectNode) object.path("metadata")).put("name", name);
		((ObjectNode) object.path("spec").path("service")).put("name", service);
		return object;
	}

	private ObjectNode object(int port) {
		return (ObjectNode) this.mapper.readTree("""
				{"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": {"name": "v1.g"},
				"spec": {"group": "g", "version": "v1", "groupPriorityMinimum": 1000, "versionPriority": 15,
				"service": {"namespace": "shop", "name": "orders", "port": %d}, "caBundle": "Y2E="}}"""
			.formatted(port));
	}

}
