package io.kubespring.conformance.doctor;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.InstalledApplication;
import io.kubespring.conformance.cluster.JavaServer;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults are put into a cluster one by one; of each the doctor of the application that
 * runs there names the first broken hop, and none when it is mended.
 */
class DoctorStoryTests {

	private static final String NAME = "clinic";

	private static final String SHOP = "v1.shop.example.com";

	private static final Duration DAY = Duration.ofDays(1);

	private static final Pattern FIRST = Pattern.compile("\"mendFirst\":\\{\"hop\":\"(\\w+)\"(.*?)\\}");

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	private final InstalledApplication clinic = this.cluster.install(NAME,
			this.cluster.root().resolve("sample-app/target/kubespring-sample-app.jar"));

	private JavaServer server;

	@Test
	void firstBrokenHopIsNamed() {
		install();
		try {
			faultsOfTheApiService();
			faultsOfTheService();
			faultsOfCertificates();
			faultsOfPermissions();
			faultsOfTheNetworkAndOfCredentials();
		}
		finally {
			uninstall();
		}
	}

	private void install() {
		this.kubectl.run("create", "namespace", NAME);
		this.kubectl.apply(this.clinic.manifests());
		this.server = this.clinic.startUnregistered("clinic.clinic.svc", DAY, true);
		this.server.awaitReady();
		register();
		service(this.server.port());
		this.cluster.awaitAvailable(SHOP);
		assertWell();
	}

	private void uninstall() {
		this.server.stop();
		this.kubectl.runWith(this.clinic.manifests(), "delete", "--wait=false", "-f", "-");
	}

	private void faultsOfTheApiService() {
		this.kubectl.out("delete", "apiservice", SHOP);
		assertBroken("API_SERVICE", "There is no such APIService.");
		register();
		patch("apiservice", SHOP, "{\"spec\":{\"service\":{\"name\":\"elsewhere\"}}}");
		assertBroken("API_SERVICE", "It leads to clinic/elsewhere:");
		register();
		patch("apiservice", SHOP, "{\"spec\":{\"service\":{\"port\":1}}}");
		assertBroken("API_SERVICE", "It leads to clinic/clinic:1 ");
		register();
		this.kubectl.out("delete", "apiservice", SHOP);
		this.kubectl.apply("""
				apiVersion: apiregistration.k8s.io/v1
				kind: APIService
				metadata: {name: v1.shop.example.com}
				spec: {group: shop.example.com, version: v1, groupPriorityMinimum: 1000, versionPriority: 15}
				""");
		assertBroken("API_SERVICE", "The cluster serves this version itself");
		this.kubectl.out("delete", "apiservice", SHOP);
		register();
		assertWell();
	}

	private void faultsOfTheService() {
		this.kubectl.out("delete", "service", NAME, "-n", NAME);
		assertBroken("SERVICE", "There is no such Service.");
		service(this.server.port() + 1);
		assertBroken("SERVICE", "and not " + this.server.port());
		this.kubectl.out("delete", "service", NAME, "-n", NAME);
		selected("https");
		assertBroken("ENDPOINTS", "No pod has the labels");
		slice("metrics", true);
		assertBroken("ENDPOINTS", "No endpoint has the port");
		slice("https", false);
		assertBroken("ENDPOINTS", "None of 1 endpoints is ready.");
		this.kubectl.out("delete", "service", NAME, "-n", NAME);
		this.kubectl.run("delete", "endpointslice", NAME, "-n", NAME);
		service(this.server.port());
		assertWell();
	}

	private void faultsOfCertificates() {
		patch("apiservice", SHOP, "{\"spec\":{\"caBundle\":null}}");
		assertBroken("CERTIFICATE", "spec.caBundle is empty");
		register();
		restart("elsewhere.svc", DAY, true);
		assertBroken("CERTIFICATE", "The serving certificate is for elsewhere.svc and not for clinic.clinic.svc.");
		restart("clinic.clinic.svc", DAY, false);
		assertBroken("CERTIFICATE", "and spec.caBundle has CN=serving-ca");
		restart("clinic.clinic.svc", DAY, true);
		assertWell();
	}

	private void faultsOfPermissions() {
		this.kubectl.out("delete", "clusterrolebinding", "clinic-auth-delegator");
		assertBroken("PERMISSIONS", "create subjectaccessreviews.authorization.k8s.io");
		installAgain();
		this.kubectl.out("delete", "rolebinding", "clinic-authentication-reader", "-n", "kube-system");
		assertBroken("PERMISSIONS", "list configmaps");
		installAgain();
		assertWell();
	}

	private void faultsOfTheNetworkAndOfCredentials() {
		this.kubectl.out("patch", "service", NAME, "-n", NAME, "--type=merge", "-p",
				"{\"spec\":{\"externalName\":\"nowhere.invalid\"}}");
		assertBroken("AVAILABLE", "FailedDiscoveryCheck");
		service(this.server.port());
		assertWell();
		this.kubectl.out("delete", "serviceaccount", NAME, "-n", NAME);
		assertBroken("CLUSTER", "401");
	}

	private void installAgain() {
		this.kubectl.apply(this.clinic.manifests());
		register();
		service(this.server.port());
	}

	private void restart(String dnsName, Duration validity, boolean ours) {
		this.server.stop();
		this.server.startAgain(this.clinic.certificate(dnsName, validity, ours));
	}

	private void register() {
		register("shop");
		register("fleet");
	}

	private void register(String group) {
		this.kubectl.apply("""
				apiVersion: apiregistration.k8s.io/v1
				kind: APIService
				metadata: {name: v1.%1$s.example.com}
				spec:
				  group: %1$s.example.com
				  version: v1
				  groupPriorityMinimum: 1000
				  versionPriority: 15
				  service: {namespace: clinic, name: clinic, port: %2$d}
				  caBundle: %3$s
				""".formatted(group, this.server.port(), this.clinic.caBundle()));
	}

	private void service(int port) {
		this.kubectl.run("delete", "service", NAME, "-n", NAME);
		this.kubectl.apply("""
				apiVersion: v1
				kind: Service
				metadata: {name: clinic, namespace: clinic}
				spec: {type: ExternalName, externalName: localhost, ports: [{port: %d}]}
				""".formatted(port));
	}

	private void selected(String portName) {
		this.kubectl.apply("""
				apiVersion: v1
				kind: Service
				metadata: {name: clinic, namespace: clinic}
				spec: {selector: {app: clinic}, ports: [{name: %s, port: %d}]}
				""".formatted(portName, this.server.port()));
	}

	private void slice(String portName, boolean ready) {
		this.kubectl.apply("""
				apiVersion: discovery.k8s.io/v1
				kind: EndpointSlice
				metadata: {name: clinic, namespace: clinic, labels: {kubernetes.io/service-name: clinic}}
				addressType: IPv4
				ports: [{name: %s, port: 8443}]
				endpoints: [{addresses: [10.1.2.3], conditions: {ready: %s}}]
				""".formatted(portName, ready));
	}

	private void patch(String kind, String name, String patch) {
		this.kubectl.out("patch", kind, name, "--type=merge", "-p", patch);
	}

	private void assertBroken(String hop, String seen) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
			Matcher first = FIRST.matcher(examine(this.server));
			assertThat(first.find()).as(examine(this.server)).isTrue();
			assertThat(first.group(1)).as(first.group()).isEqualTo(hop);
			assertThat(first.group(2)).contains(seen.replace("\"", "\\\""));
		});
	}

	private void assertWell() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofMillis(500))
			.untilAsserted(() -> assertThat(examine(this.server)).startsWith("{\"broken\":false"));
	}

	private static String examine(JavaServer server) {
		return server.client().send("GET", "/actuator/doctor", "", Map.of()).body();
	}

}
