package io.kubespring.apiserver.autoconfigure;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.RecordedCall;
import io.kubespring.apiserver.cluster.StandInHostApi;
import io.kubespring.apiserver.laptop.LaptopRefusedException;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.ServerState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * One flag leads a cluster here, and nothing of that stays.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LaptopTests {

	private static final String SERVICES = "/api/v1/namespaces/ours/services";

	private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/ours/leases";

	private static final String API_SERVICE = "v1.g.io";

	private final StandInHostApi host = StandInHostApi.start();

	private final List<ReactiveWebServerApplicationContext> contexts = new ArrayList<>();

	@TempDir
	private Path directory;

	private int port;

	@BeforeEach
	void fill() throws Exception {
		this.host.authenticationConfig(ExtensionServer.CLIENTS.pem(), ExtensionServer.FRONT_PROXIES.pem(), "[]");
		try (ServerSocket free = new ServerSocket(0)) {
			this.port = free.getLocalPort();
		}
	}

	@AfterEach
	void stop() {
		this.contexts.forEach(ReactiveWebServerApplicationContext::close);
		this.host.close();
	}

	@Test
	void flagLeadsTheClusterHereAndItsEndTakesThatAway() throws Exception {
		ReactiveWebServerApplicationContext context = start("--apiserver.laptop.address=localhost");
		Eventually.isTrue(() -> this.host.exists(StandInHostApi.API_SERVICES, API_SERVICE));
		ObjectNode apiService = this.host.get(StandInHostApi.API_SERVICES, API_SERVICE);
		assertThat(apiService.at("/spec/service"))
			.isEqualTo(this.host.object().put("namespace", "ours").put("name", "foos-laptop").put("port", this.port));
		assertThat(this.host.get(SERVICES, "foos-laptop").at("/spec/externalName").asString()).isEqualTo("localhost");
		X509Certificate served = TestHandshake.with(this.port, "foos-laptop.ours.svc", null).certificate();
		served.verify(Pem.readCertificates(Base64.getDecoder().decode(apiService.at("/spec/caBundle").asString("")))
			.get(0)
			.getPublicKey());
		assertThat(served.getSubjectX500Principal().getName()).isEqualTo("CN=foos-laptop.ours.svc");
		context.close();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, API_SERVICE)).isFalse();
		assertThat(this.host.exists(SERVICES, "foos-laptop")).isFalse();
		assertThat(this.host.exists(LEASES, "foos-laptop")).isFalse();
		assertThat(this.host.calls()).filteredOn((call) -> call.method().equals("DELETE"))
			.extracting(RecordedCall::path)
			.containsExactly(StandInHostApi.API_SERVICES + "/" + API_SERVICE, SERVICES + "/foos-laptop",
					LEASES + "/foos-laptop");
	}

	@Test
	void whoRunsElsewhereIsWaitedFor() {
		this.host.put(LEASES, this.host.object("""
				{"metadata": {"name": "foos-laptop"}, "spec": {"holderIdentity": "eve@desk",
				"acquireTime": "2030-06-01T12:00:00.000000Z", "leaseDurationSeconds": 3600}}"""));
		ReactiveWebServerApplicationContext context = start("--apiserver.laptop.address=localhost");
		Eventually
			.holds(() -> assertThat(check(context)).isEqualTo("the Service was not made yet: the Lease foos-laptop"
					+ " is held by eve@desk since 2030-06-01T12:00:00.000000Z: one process at a time is behind the Service of"
					+ " a laptop, so this one waits until that one ends; end it, or set apiserver.laptop.service-name"));
		context.close();
		assertThat(this.host.calls()).extracting(RecordedCall::method).doesNotContain("DELETE");
		assertThat(this.host.exists(SERVICES, "foos-laptop")).isFalse();
		assertThat(this.host.get(LEASES, "foos-laptop").at("/spec/holderIdentity").asString()).isEqualTo("eve@desk");
	}

	@Test
	void realInstallationIsNotTakenOver() {
		ObjectNode theirs = this.host.object("""
				{"metadata": {"name": "v1.g.io"}, "spec": {"service": {"namespace": "ours", "name": "foos"}}}""");
		this.host.put(StandInHostApi.API_SERVICES, theirs);
		ReactiveWebServerApplicationContext context = start("--apiserver.laptop.address=localhost",
				"--apiserver.registration.service.name=foos");
		Eventually.isTrue(() -> context.getBean(ServerState.class).isServing());
		Eventually.holds(() -> assertThat(context.getBean(ApiServiceRegistration.class).statuses().toString())
			.contains("REFUSED")
			.contains("belongs to service ours/foos, not to ours/foos-laptop"));
		context.close();
		assertThat(this.host.get(StandInHostApi.API_SERVICES, API_SERVICE).path("spec")).isEqualTo(theirs.path("spec"));
	}

	@Test
	void serviceOfOthersAndAddressesThatCannotBeAreExplained() {
		this.host.put(SERVICES, this.host.object("""
				{"metadata": {"name": "foos-laptop"}, "spec": {"selector": {"app": "foos"}}}"""));
		assertThat(failure("--apiserver.laptop.address=localhost").getDescription())
			.startsWith("The Service ours/foos-laptop is an installation of its own, of the pods with the labels");
		FailureAnalysis loopback = failure("--apiserver.laptop.address=127.0.0.1");
		assertThat(loopback.getDescription()).isEqualTo("A cluster does not send requests to 127.0.0.1.");
		assertThat(loopback.getAction()).contains("the name localhost if kube-apiserver itself runs on this machine");
	}

	@Test
	void rightsToMakeAndRemoveAreAskedFor() {
		this.host.onSelfSubjectAccessReview((spec) -> this.host.object()
			.put("allowed", !spec.at("/resourceAttributes/resource").asString("").equals("endpointslices")));
		ReactiveWebServerApplicationContext context = start("--apiserver.laptop.address=localhost");
		assertThat(context.getBean(PermissionsStart.class).problem())
			.contains("Makes the Service that leads out of the cluster, and removes it.")
			.contains("delete endpointslices.discovery.k8s.io \"foos-laptop\" in namespace ours")
			.doesNotContain("secrets");
	}

	@Test
	void flagWinsOverHowTheApplicationIsInstalled() {
		Environment environment = start("--apiserver.laptop.address=desk:31000", "--apiserver.certificate.mode=secret",
				"--apiserver.registration.enabled=false", "--apiserver.registration.service.name=front",
				"--apiserver.laptop.service-name=mine", "--apiserver.registration.manage-ca-bundle=false")
			.getEnvironment();
		assertThat(environment.getProperty("apiserver.registration.service.name")).isEqualTo("mine");
		assertThat(environment.getProperty("apiserver.registration.service.port")).isEqualTo("31000");
		assertThat(environment.getProperty("apiserver.certificate.mode")).isEqualTo("memory");
		Eventually.isTrue(() -> this.host.exists(StandInHostApi.API_SERVICES, API_SERVICE));
		ObjectNode apiService = this.host.get(StandInHostApi.API_SERVICES, API_SERVICE);
		assertThat(apiService.at("/spec/service/name").asString()).isEqualTo("mine");
		assertThat(apiService.at("/spec/caBundle").asString("")).isNotEmpty();
		assertThat(this.host.get(SERVICES, "mine").at("/spec/ports/0/targetPort").asInt()).isEqualTo(31000);
	}

	private FailureAnalysis failure(String... arguments) {
		Throwable failure = catchThrowable(() -> start(arguments));
		assertThat(failure).hasRootCauseInstanceOf(LaptopRefusedException.class);
		return new LaptopRefusedFailureAnalyzer().analyze(failure);
	}

	private static String check(ReactiveWebServerApplicationContext context) {
		HealthCheck check = context.getBean(ServerState.class)
			.checks()
			.stream()
			.filter((known) -> known.name().equals("laptop"))
			.findFirst()
			.orElseThrow();
		return check.problem().get();
	}

	private ReactiveWebServerApplicationContext start(String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=" + this.port, "--server.address=127.0.0.1", "--spring.application.name=foos",
						"--apiserver.cluster.kubeconfig=" + this.host.kubeconfig(this.directory)));
		arguments.addAll(List.of(more));
		ReactiveWebServerApplicationContext context = (ReactiveWebServerApplicationContext) SpringApplication
			.run(ExtensionServer.Application.class, arguments.toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

}
