package io.kubespring.apiserver.registration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ApiServiceRegistrationTests {

	private static final ServiceReference SERVICE = new ServiceReference("shop", "orders", 443);

	private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final FakeApiServices apiServices = new FakeApiServices();

	private final Sinks.Many<String> caBundles = Sinks.many().replay().latest();

	private @Nullable ApiServiceRegistration registration;

	@AfterEach
	void stop() {
		if (this.registration != null) {
			this.registration.close();
		}
		this.time.dispose();
	}

	@Test
	void waitsForObservationAndCaBundle() {
		start(this.caBundles.asFlux(), "v1");
		assertStatus(RegistrationStatus.Phase.PENDING, "not started");
		this.apiServices.showAbsent("v1.g");
		assertStatus(RegistrationStatus.Phase.PENDING, "the CA bundle could not be read yet");
		assertThat(this.apiServices.applied).isEmpty();
		this.caBundles.tryEmitNext("ca");
		assertThat(this.apiServices.applied).hasSize(1);
	}

	@Test
	void appliesObjectThatIsMissing() {
		start(Flux.just("ca"), "v1");
		this.apiServices.showAbsent("v1.g");
		assertThat(this.apiServices.applied).containsExactly((ObjectNode) this.mapper.readTree("""
				{"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": {"name": "v1.g",
				"annotations": {"kubespring.io/registered-by": "1906545600000/us a1e87f469d79fa66"}},
				"spec": {"group": "g", "version": "v1", "groupPriorityMinimum": 1000, "versionPriority": 15,
				"service": {"namespace": "shop", "name": "orders", "port": 443}, "caBundle": "Y2E="}}"""));
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void wantsSameWhateverElseIsServed() {
		ApiServiceRegistration several = new ApiServiceRegistration(
				List.of(new GroupVersion("g", "v2"), new GroupVersion("g", "v1"), new GroupVersion("h", "v1beta1")),
				settings(NOW, false), this.apiServices, null, this.time);
		several.start();
		several.statuses().forEach((status) -> this.apiServices.showAbsent(status.apiService()));
		assertThat(this.apiServices.applied)
			.extracting((object) -> object.path("metadata").path("name").asString() + " "
					+ object.path("spec").path("versionPriority").asInt())
			.containsExactly("v2.g 15", "v1.g 15", "v1beta1.h 15");
		several.close();
	}

	@Test
	void leavesObjectAloneThatIsAsItShouldBe() {
		start(Flux.just("ca"), "v1");
		this.apiServices.show("v1.g", object("shop", "orders", "ca"));
		assertThat(this.apiServices.applied).isEmpty();
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void correctsDrift() {
		start(Flux.just("ca"), "v1");
		this.apiServices.show("v1.g", object("shop", "orders", "ca"));
		ObjectNode changed = object("shop", "orders", "other");
		((ObjectNode) changed.path("metadata")).put("resourceVersion", "7");
		this.apiServices.show("v1.g", changed);
		assertThat(this.apiServices.applied).hasSize(1);
		assertThat(this.apiServices.applied.get(0).path("spec").path("caBundle").asString()).isEqualTo("Y2E=");
		assertThat(this.apiServices.applied.get(0).path("metadata").path("resourceVersion").asString()).isEqualTo("7");
		ObjectNode port = object("shop", "orders", "ca");
		((ObjectNode) port.path("spec").path("service")).put("port", 8443);
		this.apiServices.show("v1.g", port);
		ObjectNode priority = object("shop", "orders", "ca");
		((ObjectNode) priority.path("spec")).put("groupPriorityMinimum", 1);
		this.apiServices.show("v1.g", priority);
		this.apiServices.showAbsent("v1.g");
		assertThat(this.apiServices.applied).hasSize(4);
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void turnsVerificationOnAgain() {
		start(Flux.just("ca"), "v1");
		ObjectNode insecure = object("shop", "orders", "ca");
		((ObjectNode) insecure.path("spec")).put("insecureSkipTLSVerify", true).remove("caBundle");
		this.apiServices.show("v1.g", insecure);
		assertThat(this.apiServices.applied).singleElement().satisfies((applied) -> {
			assertThat(applied.path("spec").path("insecureSkipTLSVerify").asBoolean()).isFalse();
			assertThat(applied.path("spec").has("insecureSkipTLSVerify")).isTrue();
		});
	}

	@Test
	void leavesCaBundleToOthersWithoutOne() {
		start(null, "v1");
		this.apiServices.showAbsent("v1.g");
		assertThat(this.apiServices.applied.get(0).path("spec").has("caBundle")).isFalse();
		this.apiServices.show("v1.g", object("shop", "orders", "injected by cert-manager"));
		assertThat(this.apiServices.applied).hasSize(1);
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void appliesNewCaBundle() {
		this.caBundles.tryEmitNext("ca");
		start(this.caBundles.asFlux(), "v1");
		this.apiServices.show("v1.g", object("shop", "orders", "ca"));
		this.caBundles.tryEmitNext("ca2");
		assertThat(this.apiServices.applied).singleElement()
			.satisfies((applied) -> assertThat(applied.path("spec").path("caBundle").asString()).isEqualTo("Y2Ey"));
	}

	@Test
	void refusesToTakeOverForeignObject() {
		start(Flux.just("ca"), "v1");
		this.apiServices.show("v1.g", object("shop", "others", "ca"));
		assertStatus(RegistrationStatus.Phase.REFUSED,
				"APIService v1.g belongs to service shop/others, not to shop/orders");
		this.apiServices.show("v1.g", object("elsewhere", "orders", "ca"));
		assertStatus(RegistrationStatus.Phase.REFUSED,
				"APIService v1.g belongs to service elsewhere/orders, not to shop/orders");
		ObjectNode local = object("shop", "orders", "ca");
		((ObjectNode) local.path("spec")).remove("service");
		this.apiServices.show("v1.g", local);
		assertStatus(RegistrationStatus.Phase.REFUSED,
				"APIService v1.g is served by the cluster itself, as a built-in API or a CRD");
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(this.apiServices.applied).isEmpty();
		this.apiServices.showAbsent("v1.g");
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void triesAgainAfterFailure() {
		this.apiServices.failure = new IllegalStateException("403 forbidden");
		start(Flux.just("ca"), "v1");
		this.apiServices.showAbsent("v1.g");
		assertStatus(RegistrationStatus.Phase.FAILED, "unable to apply the APIService: 403 forbidden");
		this.time.advanceTimeBy(Duration.ofMillis(499));
		assertThat(this.apiServices.applied).hasSize(1);
		this.time.advanceTimeBy(Duration.ofMillis(501));
		assertThat(this.apiServices.applied).hasSize(2);
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.apiServices.applied.size()).isBetween(12, 25);
		this.apiServices.failure = null;
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void reportsThatObjectCannotBeSeen() {
		start(Flux.just("ca"), "v1");
		this.apiServices.show("v1.g", ApiServiceObservation.failed(new IllegalStateException("down")));
		assertStatus(RegistrationStatus.Phase.FAILED, "unable to observe the APIService: down");
		assertThat(this.apiServices.applied).isEmpty();
		this.apiServices.show("v1.g", object("shop", "orders", "ca"));
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void appliesOnceForObservationsDuringAttempt() {
		Sinks.One<ObjectNode> answer = Sinks.one();
		this.apiServices.answer = answer.asMono();
		start(Flux.just("ca"), "v1");
		this.apiServices.showAbsent("v1.g");
		this.apiServices.show("v1.g", object("shop", "orders", "other"));
		this.apiServices.show("v1.g", object("shop", "orders", "ca"));
		assertThat(this.apiServices.applied).hasSize(1);
		answer.tryEmitValue(object("shop", "orders", "ca"));
		assertThat(this.apiServices.applied).hasSize(1);
		assertStatus(RegistrationStatus.Phase.REGISTERED, "");
	}

	@Test
	void reportsAvailability() {
		start(Flux.just("ca"), "v1");
		ObjectNode object = object("shop", "orders", "ca");
		object.putObject("status")
			.putArray("conditions")
			.addObject()
			.put("type", "Available")
			.put("status", "False")
			.put("reason", "MissingEndpoints")
			.put("message", "no addresses");
		this.apiServices.show("v1.g", object);
		assertThat(status().available()).isEqualTo("False");
		assertThat(status().availableMessage()).isEqualTo("MissingEndpoints: no addresses");
		assertThat(status().phase()).isEqualTo(RegistrationStatus.Phase.REGISTERED);
	}

	@Test
	void doesNothingAfterClose() {
		start(Flux.just("ca"), "v1");
		this.apiServices.show("v1.g", object("shop", "orders", "ca"));
		this.registration.close();
		this.apiServices.showAbsent("v1.g");
		this.time.advanceTimeBy(Duration.ofHours(1));
		assertThat(this.apiServices.applied).isEmpty();
	}

	private void start(@Nullable Flux<String> bundles, String version) {
		this.registration = registration(settings(NOW, false), bundles, version);
		this.registration.start();
	}

	private ApiServiceRegistration registration(RegistrationSettings settings, @Nullable Flux<String> bundles,
			String version) {
		return new ApiServiceRegistration(List.of(new GroupVersion("g", version)), settings, this.apiServices,
				(bundles != null) ? new FakeCaBundles(bundles) : null, this.time);
	}

	private static RegistrationSettings settings(Instant startedAt, boolean force) {
		return new RegistrationSettings(SERVICE, Map.of(), force, new Replica(startedAt, "us"));
	}

	private RegistrationStatus status() {
		return this.registration.statuses().get(0);
	}

	private void assertStatus(RegistrationStatus.Phase phase, String message) {
		assertThat(status().phase()).isEqualTo(phase);
		assertThat(status().message()).isEqualTo(message);
	}

	private ObjectNode object(String namespace, String service, String caBundle) {
		return (ObjectNode) this.mapper.readTree("""
				{"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": {"name": "v1.g"},
				"spec": {"group": "g", "version": "v1", "groupPriorityMinimum": 1000, "versionPriority": 15,
				"service": {"namespace": "%s", "name": "%s", "port": 443}, "caBundle": "%s"}}""".formatted(namespace,
				service, Base64.getEncoder().encodeToString(caBundle.getBytes(StandardCharsets.UTF_8))));
	}

}
