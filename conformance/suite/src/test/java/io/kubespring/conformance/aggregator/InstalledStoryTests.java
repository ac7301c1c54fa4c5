package io.kubespring.conformance.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.AggregatorCluster;
import io.kubespring.conformance.cluster.Kubectl;
import io.kubespring.conformance.cluster.KubernetesRelease;
import io.kubespring.conformance.cluster.RawClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the rights of its own manifests registers itself and is used with
 * rights that the cluster's own roles give.
 */
@ParameterizedClass
@EnumSource(KubernetesRelease.class)
class InstalledStoryTests {

	private static final String WIDGETS = "/apis/demo.example.com/v1/namespaces/demo/widgets";

	private static final String ACCOUNT = "system:serviceaccount:demo:demo";

	private final AggregatorCluster cluster;

	private final Kubectl kubectl;

	InstalledStoryTests(KubernetesRelease release) {
		this.cluster = AggregatorCluster.of(release);
		this.kubectl = this.cluster.kubectl();
	}

	@Test
	void case145FirstStartRegistersWithACertificateThatIsVerified() {
		assertThat(this.cluster.availability(AggregatorCluster.DEMO)).isEqualTo("True Passed all checks passed");
		assertThat(apiService("{.spec.caBundle}")).isNotEmpty()
			.isEqualTo(
					this.kubectl.out("get", "secret", "demo-serving", "-n", "demo", "-o", "jsonpath={.data.ca\\.crt}"));
		assertThat(this.cluster.client().send("GET", WIDGETS, "", Map.of()).body()).contains("\"kind\":\"WidgetList\"");
	}

	@Test
	void case150ServerWithoutItsRightServesOnAndTriesAgain() {
		String rules = this.kubectl.out("get", "clusterrole", "demo-registration", "-o", "jsonpath={.rules}");
		changeRules("[]");
		this.kubectl.out("patch", "apiservice", AggregatorCluster.DEMO, "--type=merge", "-p",
				"{\"spec\":{\"versionPriority\":7}}");
		await(() -> assertThat(this.cluster.demo().tail())
			.containsPattern("APIService " + AggregatorCluster.DEMO + " is FAILED: .*forbidden"));
		assertThat(apiService("{.spec.versionPriority}")).isEqualTo("7");
		assertThat(this.cluster.client().send("GET", WIDGETS, "", Map.of()).body()).contains("\"kind\":\"WidgetList\"");
		assertThat(this.cluster.demo().client().send("GET", "/readyz", "", Map.of()).body()).isEqualTo("ok");
		changeRules(rules);
		await(() -> assertThat(apiService("{.spec.versionPriority}")).isNotEqualTo("7"));
		this.cluster.awaitAvailability(AggregatorCluster.DEMO, "True");
	}

	private void changeRules(String rules) {
		this.kubectl.out("patch", "clusterrole", "demo-registration", "--type=merge", "-p",
				"{\"rules\":" + rules + "}");
	}

	@Test
	void case151RightForTheNameAloneIsEnoughToCreateTheApiService() {
		assertThat(canI("create", "apiservices.apiregistration.k8s.io")).isEqualTo("no");
		assertThat(canI("create", "apiservices.apiregistration.k8s.io/v1.other.example.com")).isEqualTo("no");
		assertThat(canI("create", "apiservices.apiregistration.k8s.io/" + AggregatorCluster.DEMO)).isEqualTo("yes");
		String created = apiService("{.metadata.uid}");
		this.kubectl.out("delete", "apiservice", AggregatorCluster.DEMO);
		await(() -> assertThat(apiService("{.metadata.uid}")).isNotEmpty().isNotEqualTo(created));
		assertThat(apiService("{range .metadata.managedFields[?(@.manager==\"kubespring\")]}{.operation}{end}"))
			.isEqualTo("Apply");
		this.cluster.awaitAvailability(AggregatorCluster.DEMO, "True");
	}

	/**
	 * kube-apiserver refuses for us; so the server is asked as well, by its port.
	 */
	@Test
	void case170RightsComeByTheClustersOwnRolesAndRefusalsReadAsItsOwn() {
		this.kubectl.run("create", "rolebinding", "viewer", "--clusterrole=view", "--user=viewer", "-n", "demo");
		RawClient viewer = this.cluster.clientAs("viewer", List.of());
		await(() -> assertThat(viewer.send("GET", WIDGETS, "", Map.of()).body()).contains("\"kind\":\"WidgetList\""));
		RawClient server = this.cluster.demo().clientAs("viewer", "nobody");
		assertThat(server.send("GET", WIDGETS, "", Map.of()).body()).contains("\"kind\":\"WidgetList\"");
		for (String[] refused : new String[][] { { "DELETE", "/namespaces/demo/", "/some" },
				{ "PUT", "/namespaces/demo/", "/some" }, { "GET", "/namespaces/default/", "" }, { "GET", "/", "" },
				{ "GET", "/namespaces/default/", "/some/status" }, { "DELETE", "/namespaces/default/", "" } }) {
			RawClient.Answer builtIn = viewer.send(refused[0],
					"/apis/apps/v1" + refused[1] + "deployments" + refused[2], "", Map.of());
			assertThat(builtIn.code()).isEqualTo(403);
			for (RawClient asked : List.of(viewer, server)) {
				RawClient.Answer ours = asked.send(refused[0],
						"/apis/demo.example.com/v1" + refused[1] + "widgets" + refused[2], "", Map.of());
				assertThat(ours.body()).isEqualTo(
						builtIn.body().replace("deployments", "widgets").replaceAll("\\bapps\\b", "demo.example.com"));
				assertThat(ours.headers()).containsEntry("content-type", builtIn.headers().get("content-type"))
					.containsEntry("x-content-type-options", "nosniff");
			}
		}
	}

	private String canI(String verb, String what) {
		return this.kubectl.run("auth", "can-i", verb, what, "--as", ACCOUNT).stdout().strip();
	}

	private String apiService(String path) {
		return this.kubectl.run("get", "apiservice", AggregatorCluster.DEMO, "-o", "jsonpath=" + path).stdout();
	}

	private static void await(Runnable assertion) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(200))
			.untilAsserted(assertion::run);
	}

}
