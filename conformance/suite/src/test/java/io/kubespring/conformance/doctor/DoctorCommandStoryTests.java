package io.kubespring.conformance.doctor;

import java.nio.file.Path;
import java.time.Duration;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.InstalledApplication;
import io.kubespring.conformance.cluster.JavaServer;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command examines a running installation from outside: by an administrator and as
 * the application's ServiceAccount, without taking anything from the installation.
 */
class DoctorCommandStoryTests {

	private static final String NAME = "surgery";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	private final InstalledApplication surgery = this.cluster.install(NAME,
			this.cluster.root().resolve("sample-app/target/kubespring-sample-app.jar"));

	private JavaServer server;

	@Test
	void installationIsExaminedFromOutside() {
		this.kubectl.run("create", "namespace", NAME);
		this.kubectl.apply(this.surgery.manifests());
		this.server = this.surgery.start();
		try {
			this.server.awaitReady();
			this.surgery.lead(this.server);
			this.cluster.awaitAvailable("v1.shop.example.com");
			this.cluster.awaitAvailable("v1.fleet.example.com");
			String lease = lease();
			assertWell(this.cluster.kubeconfig(), "You are admin.");
			assertWell(this.surgery.kubeconfig(), "You are system:serviceaccount:surgery:surgery.");
			assertThat(lease()).as("is held by the application still").isEqualTo(lease);
			assertBroken("PERMISSIONS", "create subjectaccessreviews.authorization.k8s.io",
					() -> this.kubectl.out("delete", "clusterrolebinding", "surgery-auth-delegator"));
			this.kubectl.apply(this.surgery.manifests());
			this.surgery.lead(this.server);
			assertBroken("AVAILABLE", "It is not reached from here: java.net.UnknownHostException: nowhere.invalid",
					() -> this.kubectl.out("patch", "service", NAME, "-n", NAME, "--type=merge", "-p",
							"{\"spec\":{\"externalName\":\"nowhere.invalid\"}}"));
		}
		finally {
			this.server.stop();
			this.kubectl.runWith(this.surgery.manifests(), "delete", "--wait=false", "-f", "-");
		}
	}

	private String lease() {
		return this.kubectl.out("get", "lease", "surgery-store", "-n", NAME, "-o", "jsonpath={.spec.holderIdentity}");
	}

	private void assertWell(Path kubeconfig, String who) {
		Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
			InstalledApplication.Examination examination = this.surgery.doctor(kubeconfig, this.server);
			assertThat(examination.report()).doesNotContain("BROKEN").contains(who);
			assertThat(examination.report().lines().map((line) -> line.split(" +")[1]).distinct())
				.as(examination.report())
				.containsExactly("CLUSTER", "CLOCK", "PERMISSIONS", "STORE", "API_SERVICE", "SERVICE", "ENDPOINTS",
						"CERTIFICATE", "FRONT_PROXY", "AVAILABLE", "DISCOVERY", "OPENAPI");
			assertThat(examination.report())
				.contains("at localhost:" + this.server.port() + ": The serving certificate is verified");
			assertThat(examination.code()).isZero();
		});
	}

	private void assertBroken(String hop, String seen, Runnable fault) {
		fault.run();
		Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
			InstalledApplication.Examination examination = this.surgery.doctor(this.cluster.kubeconfig(), this.server);
			assertThat(examination.report().lines().filter((line) -> line.startsWith("BROKEN")).findFirst())
				.hasValueSatisfying(
						(first) -> assertThat(first).as(examination.report()).startsWith("BROKEN   " + hop));
			assertThat(examination.report()).contains(seen).contains("mend this first: ");
			assertThat(examination.code()).isEqualTo(1);
		});
	}

}
