package io.kubespring.conformance.registration;

import java.time.Duration;
import java.util.Map;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RegistrationStoryTests {

	private static final String API_SERVICE = "v1alpha1.wardle.example.com";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	@Test
	void serverRegistersItselfAndBecomesAvailable() {
		assertThat(this.kubectl.out("get", "apiservice", API_SERVICE, "--no-headers"))
			.matches("v1alpha1\\.wardle\\.example\\.com +wardle/api +True +\\S+\n");
		assertThat(this.kubectl.out("get", "apiservice", API_SERVICE, "-o",
				"jsonpath={.spec.groupPriorityMinimum} {.spec.insecureSkipTLSVerify} {.metadata.managedFields[0].manager}"))
			.startsWith("1000 ")
			.contains("kubespring");
	}

	@Test
	void driftIsCorrected() {
		this.kubectl.out("patch", "apiservice", API_SERVICE, "--type=merge", "-p",
				"{\"spec\":{\"versionPriority\":999}}");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.kubectl.out("get", "apiservice", API_SERVICE, "-o", "jsonpath={.spec.versionPriority}"),
					(priority) -> !priority.equals("999"));
		this.cluster.awaitAvailable(API_SERVICE);
	}

	@Test
	void shutdownEndsOpenWatchesWithinSecondsAndLeavesTheRegistration() throws Exception {
		var watch = this.cluster.wardle().client().open("/apis/wardle.example.com/v1alpha1/fischers?watch=1", Map.of());
		assertThat(watch.statusCode()).isEqualTo(200);
		Duration stopped = this.cluster.wardle().stop();
		assertThat(watch.body().readAllBytes()).as("the watch ends cleanly").isEmpty();
		assertThat(stopped).isLessThan(Duration.ofSeconds(15));
		assertThat(this.kubectl.out("get", "apiservice", API_SERVICE, "-o", "name")).contains(API_SERVICE);
		this.cluster.wardle().startAgain();
		this.cluster.awaitAvailable(API_SERVICE);
		assertThat(this.kubectl.out("get", "fischers")).isEmpty();
	}

}
