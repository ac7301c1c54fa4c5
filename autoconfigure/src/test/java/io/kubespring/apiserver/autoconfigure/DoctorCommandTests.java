package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.StandInHostApi;
import io.kubespring.apiserver.server.ApiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command looks at an installation from outside, by its cluster and its endpoint.
 */
@Timeout(120)
class DoctorCommandTests {

	private static final TestCertificates AUTHORITY = TestCertificates.authority("serving");

	private final StandInHostApi host = StandInHostApi.start();

	private final List<Integer> exits = new ArrayList<>();

	private SSLServerSocket endpoint;

	@TempDir
	private Path directory;

	@BeforeEach
	void install() throws Exception {
		this.host.authenticationConfig(ExtensionServer.CLIENTS.pem(), ExtensionServer.FRONT_PROXIES.pem(), "[]");
		this.host.onSubjectAccessReview((spec) -> this.host.object().put("allowed", true));
		this.endpoint = listen(AUTHORITY.server("front.ours.svc"));
		service();
		register(AUTHORITY);
		this.host.put("/apis/test.example.com", this.host.object("{\"metadata\": {\"name\": \"v1\"}}"));
		this.host.put("/openapi/v3/apis/test.example.com", this.host.object("{\"metadata\": {\"name\": \"v1\"}}"));
		this.host.put("/apis/coordination.k8s.io/v1/namespaces/ours/leases", this.host.object("""
				{"metadata": {"name": "shop-store"}, "spec": {"holderIdentity": "shop-1", "leaseDurationSeconds": 3600,
				"acquireTime": "2030-06-01T12:00:00.000000Z", "renewTime": "2030-06-01T12:00:00.000000Z"}}"""));
	}

	@AfterEach
	void stop() throws IOException {
		this.endpoint.close();
		this.host.close();
	}

	@Test
	void everyHopOfAHealthyInstallationIsPrintedAndNothingIsTouched() {
		String report = run("apiserver.registration.enabled=true");
		assertThat(report.lines().filter((line) -> !line.startsWith(" ")).map((line) -> line.split(" +")[1]))
			.containsExactly("CLUSTER", "CLOCK", "PERMISSIONS", "STORE", "API_SERVICE", "SERVICE", "ENDPOINTS",
					"CERTIFICATE", "FRONT_PROXY", "AVAILABLE", "DISCOVERY", "OPENAPI");
		assertThat(report).contains("You are " + StandInHostApi.US + ".")
			.contains("v1.test.example.com at 127.0.0.1:" + port() + ": The serving certificate is verified")
			.contains("shop-store: It is held by shop-1 since 2030-06-01T12:00:00.000000Z.")
			.doesNotContain("BROKEN");
		assertThat(this.exits).containsExactly(0);
		assertThat(this.host.calls()).allMatch((call) -> call.method().equals("GET")
				|| call.method().equals("POST") && call.path().contains("review"));
		assertThat(this.host.calls("selfsubjectaccessreviews")).as("the rights of who asks are not in question")
			.isEmpty();
	}

	@Test
	void rightsAreThoseOfTheServiceAccountOfThePods() {
		this.host.onSubjectAccessReview((spec) -> this.host.object()
			.put("allowed", !spec.path("resourceAttributes").path("resource").asString("").equals("apiservices")));
		assertThat(run("apiserver.registration.enabled=true"))
			.contains("system:serviceaccount:ours:shop may not do what the application needs")
			.contains("patch apiservices.apiregistration.k8s.io \"v1.test.example.com\"")
			.contains("mend this first: kubectl apply -f:");
		assertThat(this.exits).containsExactly(1);
		this.host.put("/apis/discovery.k8s.io/v1/namespaces/ours/endpointslices", this.host.object("""
				{"metadata": {"name": "x"}, "endpoints": [{"targetRef": {"kind": "Pod", "name": "shop-1"}}]}"""));
		this.host.put("/api/v1/namespaces/ours/pods", this.host
			.object("{\"metadata\": {\"name\": \"shop-1\"}, \"spec\": {\"serviceAccountName\": \"till\"}}"));
		assertThat(run("apiserver.registration.enabled=true")).contains("system:serviceaccount:ours:till may not do");
		assertThat(this.host.accessReviews().get(this.host.accessReviews().size() - 1).path("groups"))
			.hasToString("[\"system:serviceaccounts\",\"system:serviceaccounts:ours\",\"system:authenticated\"]");
	}

	@Test
	void certificateOfTheEndpointIsTheOneThatIsExamined() throws Exception {
		register(TestCertificates.authority("stranger"));
		assertThat(run()).contains("issued by CN=serving, and spec.caBundle has CN=stranger");
		assertThat(this.exits).containsExactly(1);
		register(AUTHORITY);
		this.endpoint.close();
		assertThat(run()).contains("UNKNOWN  CERTIFICATE")
			.contains("It is not reached from here: java.net.ConnectException");
		assertThat(this.exits).containsExactly(1, 0);
	}

	@Test
	void missingTrustAndClusterAreNamed() {
		this.host.delete(StandInHostApi.CONFIG_MAPS, StandInHostApi.AUTHENTICATION_CONFIG);
		assertThat(run()).contains("the ConfigMap kube-system/extension-apiserver-authentication does not exist");
		assertThat(this.exits).containsExactly(1);
		this.host.unplug();
		assertThat(run()).startsWith("BROKEN   CLUSTER");
		assertThat(run("apiserver.cluster.kubeconfig=/nowhere"))
			.startsWith("Unable to examine: Unable to use kubeconfig");
		assertThat(this.exits).containsExactly(1, 1, 1);
	}

	private String run(String... more) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new ApplicationContextRunner().withConfiguration(ApiServerAutoConfigurationTests.ALL)
			.withConfiguration(AutoConfigurations.of(ApiServerDoctorCommandAutoConfiguration.class))
			.withPropertyValues("apiserver.doctor=", "apiserver.mode=standalone", "spring.application.name=shop",
					"apiserver.cluster.kubeconfig=" + this.host.kubeconfig(this.directory),
					"apiserver.registration.service.name=front", "apiserver.registration.service.port=" + port())
			.withPropertyValues(more)
			.withBean(Widgets.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(DoctorCommand.class).doesNotHaveBean(ApiServer.class);
				new DoctorCommand(context.getBean(OutsideExamination.class),
						new PrintStream(out, true, StandardCharsets.UTF_8), this.exits::add)
					.onApplicationEvent(started(context.getSourceApplicationContext()));
			});
		return out.toString(StandardCharsets.UTF_8);
	}

	private static ApplicationStartedEvent started(ConfigurableApplicationContext context) {
		return new ApplicationStartedEvent(new SpringApplication(), new String[0], context, null);
	}

	private void service() {
		ObjectNode service = this.host.object("""
				{"metadata": {"name": "front"},
				"spec": {"type": "ExternalName", "externalName": "127.0.0.1", "ports": [{"port": 0}]}}""");
		((ObjectNode) service.path("spec").path("ports").path(0)).put("port", port());
		this.host.put("/api/v1/namespaces/ours/services", service);
	}

	private void register(TestCertificates authority) {
		this.host.put(StandInHostApi.API_SERVICES, this.host.object("""
				{"metadata": {"name": "v1.test.example.com"}, "spec": {"caBundle": "%s",
				"service": {"namespace": "ours", "name": "front", "port": %d}},
				"status": {"conditions": [{"type": "Available", "status": "True", "reason": "Passed"}]}}"""
			.formatted(Base64.getEncoder().encodeToString(authority.pem().getBytes(StandardCharsets.UTF_8)), port())));
	}

	private int port() {
		return this.endpoint.getLocalPort();
	}

	private static SSLServerSocket listen(TestCertificates server) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("server", server.key(), new char[0], new Certificate[] { server.issue() });
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		SSLServerSocket listening = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
		Thread thread = new Thread(() -> accept(listening));
		thread.setDaemon(true);
		thread.start();
		return listening;
	}

	private static void accept(SSLServerSocket listening) {
		while (!listening.isClosed()) {
			try (SSLSocket accepted = (SSLSocket) listening.accept()) {
				accepted.startHandshake();
				accepted.getInputStream().read();
			}
			catch (IOException ex) {
				// the next one, until the test ends
			}
		}
	}

}
