package io.kubespring.conformance.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that makes its certificate itself, verified by a kube-apiserver.
 */
class CertificateStoryTests {

	private static final String API_SERVICE = "v1alpha1.wardle.example.com";

	private static final String FISCHERS = "/apis/wardle.example.com/v1alpha1/fischers";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	private List<String> before;

	@BeforeEach
	void changeMode() {
		this.cluster.wardle().stop();
		this.before = this.cluster.wardle()
			.startAgain(List.of("--apiserver.certificate.mode=secret", "--apiserver.certificate.propagation=10s"));
	}

	@AfterEach
	void changeModeBack() {
		this.cluster.wardle().stop();
		this.cluster.wardle().startAgain(this.before);
		awaitServed();
		this.kubectl.out("delete", "secret", "-n", "wardle", "api-serving");
	}

	@Test
	void authorityIsPublishedBesideTheOldOneAndReplacedWithoutAFailedRequest() {
		awaitServed();
		this.cluster.awaitAvailable(API_SERVICE);
		String first = bundle();
		assertThat(first).as("the bundle of files before, and ours").contains(certificateOf("ca.crt", 0));
		assertThat(count(first)).isEqualTo(2);
		String leaf = secret("tls\\.crt");
		this.kubectl.out("patch", "secret", "-n", "wardle", "api-serving", "--type=merge", "-p",
				"{\"stringData\":{\"rotate\":\"now\"}}");
		List<String> failures = new ArrayList<>();
		Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).until(() -> {
			var answer = this.cluster.kubeApiServer().send("GET", FISCHERS, "", Map.of());
			if (!answer.body().contains("FischerList")) {
				failures.add(answer.body());
			}
			return !secret("tls\\.crt").equals(leaf) && count(bundle()) == 3;
		});
		this.cluster.wardle().stop();
		this.cluster.wardle()
			.startAgain(List.of("--apiserver.certificate.mode=secret", "--apiserver.certificate.propagation=10s"));
		awaitServed();
		assertThat(failures).isEmpty();
		assertThat(bundle()).startsWith(certificateOf("ca.crt", 0));
		this.cluster.awaitAvailable(API_SERVICE);
	}

	private void awaitServed() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> this.cluster.kubeApiServer().send("GET", FISCHERS, "", Map.of()).body(),
					(body) -> body.contains("FischerList"));
	}

	private String bundle() {
		return decoded(this.kubectl.out("get", "apiservice", API_SERVICE, "-o", "jsonpath={.spec.caBundle}"));
	}

	private String certificateOf(String key, int index) {
		String[] all = secret(key.replace(".", "\\.")).split("(?<=-----END CERTIFICATE-----\n)");
		return all[index];
	}

	private String secret(String key) {
		return decoded(
				this.kubectl.out("get", "secret", "-n", "wardle", "api-serving", "-o", "jsonpath={.data." + key + "}"));
	}

	private static int count(String pem) {
		return pem.split("-----BEGIN CERTIFICATE-----", -1).length - 1;
	}

	private static String decoded(String base64) {
		return new String(Base64.getDecoder().decode(base64));
	}

}
