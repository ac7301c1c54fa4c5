package io.kubespring.conformance.scale;

import java.time.Duration;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScaleStoryTests {

	private static final String NAMESPACE = "scale";

	private static final String WIDGETS = "widgets.demo.example.com";

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@BeforeAll
	static void createNamespace() {
		ConformanceCluster.get()
			.kubectl()
			.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
	}

	@Test
	void kubectlScales() {
		widget("scaled", 1);
		assertThat(scale("scaled", "--replicas=3").stdout()).isEqualTo("widget.demo.example.com/scaled scaled\n");
		assertThat(replicas("scaled")).isEqualTo("3");
		assertThat(get("scaled", "{.metadata.generation}")).isEqualTo("2");
		assertThat(this.kubectl.out("get", "--raw",
				"/apis/demo.example.com/v1/namespaces/" + NAMESPACE + "/widgets/scaled/scale"))
			.startsWith("{\"kind\":\"Scale\",\"apiVersion\":\"autoscaling/v1\",\"metadata\":{\"name\":\"scaled\",")
			.contains("\"spec\":{\"replicas\":3}");
	}

	@Test
	void kubectlScalesOnlyFromWhatIsExpected() {
		widget("guarded", 2);
		assertThat(scale("guarded", "--current-replicas=5", "--replicas=3").stderr())
			.contains("Expected replicas to be 5, was 2");
		assertThat(replicas("guarded")).isEqualTo("2");
		assertThat(scale("guarded", "--resource-version=1", "--replicas=3").stderr())
			.contains("Expected resource version to be 1, was " + get("guarded", "{.metadata.resourceVersion}"));
		assertThat(replicas("guarded")).isEqualTo("2");
		scale("guarded", "--current-replicas=2", "--resource-version=" + get("guarded", "{.metadata.resourceVersion}"),
				"--replicas=4")
			.orFail();
		assertThat(replicas("guarded")).isEqualTo("4");
	}

	@Test
	void kubectlIsToldWhatIsWrong() {
		widget("refusing", 1);
		assertThat(this.kubectl
			.run("patch", WIDGETS, "refusing", "-n", NAMESPACE, "--subresource=scale", "--type=merge", "-p",
					"{\"spec\":{\"replicas\":-1}}")
			.stderr()).contains(".spec.replicas: Invalid value: -1: should be a non-negative integer");
		assertThat(scale("missing", "--replicas=3").stderr())
			.contains("widgets.demo.example.com \"missing\" not found");
		assertThat(replicas("refusing")).isEqualTo("1");
	}

	@Test
	void statusIsWrittenByItsOwnSubresource() {
		widget("reported", 1);
		this.kubectl.out("patch", WIDGETS, "reported", "-n", NAMESPACE, "--subresource=status", "--type=merge", "-p",
				"{\"status\":{\"phase\":\"Ready\"},\"spec\":{\"size\":9}}");
		assertThat(get("reported", "{.status.phase} {.spec.size} {.metadata.generation}")).isEqualTo("Ready 1 1");
	}

	/**
	 * Metrics are out of this autoscaler's reach; it reads and writes the scale all the
	 * same, as it has to keep to its limits.
	 */
	@Test
	void horizontalPodAutoscalerReadsAndWritesTheScale() {
		widget("autoscaled", 1);
		this.kubectl.out("patch", WIDGETS, "autoscaled", "-n", NAMESPACE, "--subresource=status", "--type=merge", "-p",
				"{\"status\":{\"replicas\":1,\"selector\":\"app=autoscaled\"}}");
		this.kubectl.apply("""
				apiVersion: autoscaling/v2
				kind: HorizontalPodAutoscaler
				metadata: {name: autoscaled, namespace: %s}
				spec:
				  scaleTargetRef: {apiVersion: demo.example.com/v1, kind: Widget, name: autoscaled}
				  minReplicas: 2
				  maxReplicas: 4
				  metrics:
				  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
				""".formatted(NAMESPACE));
		Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
			assertThat(replicas("autoscaled")).isEqualTo("2");
			assertThat(autoscaler("{.status.conditions[?(@.type==\"AbleToScale\")].reason}"))
				.isEqualTo("SucceededGetScale");
			assertThat(autoscaler("{.status.conditions[?(@.type==\"AbleToScale\")].status}")).isEqualTo("True");
			assertThat(autoscaler("{.status.currentReplicas}")).isEqualTo("2");
		});
		assertThat(autoscaler("{.status.conditions[?(@.type==\"ScalingActive\")].reason}"))
			.as("the selector was understood, only metrics are missing")
			.isEqualTo("FailedGetResourceMetric");
		this.kubectl.out("delete", "horizontalpodautoscaler", "autoscaled", "-n", NAMESPACE);
	}

	private void widget(String name, int replicas) {
		this.kubectl.apply("""
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata: {name: %s, namespace: %s}
				spec: {size: 1, replicas: %d}
				""".formatted(name, NAMESPACE, replicas));
	}

	private Kubectl.Result scale(String name, String... options) {
		String[] command = new String[options.length + 5];
		System.arraycopy(new String[] { "scale", WIDGETS, name, "-n", NAMESPACE }, 0, command, 0, 5);
		System.arraycopy(options, 0, command, 5, options.length);
		return this.kubectl.run(command);
	}

	private String replicas(String name) {
		return get(name, "{.spec.replicas}");
	}

	private String get(String name, String path) {
		return this.kubectl.out("get", WIDGETS, name, "-n", NAMESPACE, "-o", "jsonpath=" + path);
	}

	private String autoscaler(String path) {
		return this.kubectl.out("get", "horizontalpodautoscaler", "autoscaled", "-n", NAMESPACE, "-o",
				"jsonpath=" + path);
	}

}
