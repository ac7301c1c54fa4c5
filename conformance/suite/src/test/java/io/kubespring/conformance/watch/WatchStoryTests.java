package io.kubespring.conformance.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchStoryTests {

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@Test
	void kubectlFollowsChangesAndDeletion() throws Exception {
		create("watched", "1");
		Path stdout = Files.createTempFile("watch", ".out");
		Process watch = this.kubectl.start(stdout, Files.createTempFile("watch", ".err"), Map.of(), "get",
				"widgets." + ConformanceCluster.DEMO, "-w", "--output-watch-events", "--no-headers");
		try {
			awaitOutput(stdout, "ADDED\\s+watched");
			this.kubectl.out("label", "widgets." + ConformanceCluster.DEMO, "watched", "a=b");
			awaitOutput(stdout, "MODIFIED\\s+watched");
			this.kubectl.out("delete", "widgets." + ConformanceCluster.DEMO, "watched");
			awaitOutput(stdout, "DELETED\\s+watched");
			assertThat(Files.readString(stdout)).containsPattern("(?s)ADDED.*MODIFIED.*DELETED");
		}
		finally {
			watch.destroy();
		}
	}

	@Test
	void kubectlWaitsForAConditionThatBecomesTrueLater() throws Exception {
		create("awaited", "1");
		Path stdout = Files.createTempFile("wait", ".out");
		Process wait = this.kubectl.start(stdout, Files.createTempFile("wait", ".err"), Map.of(), "wait",
				"--for=condition=Ready", "widgets." + ConformanceCluster.DEMO + "/awaited", "--timeout=30s");
		this.kubectl.out("patch", "widgets." + ConformanceCluster.DEMO, "awaited", "--subresource=status",
				"--type=merge", "-p", "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
		assertThat(wait.waitFor()).isZero();
		assertThat(Files.readString(stdout)).isEqualTo("widget.demo.example.com/awaited condition met\n");
		Process gone = this.kubectl.start(stdout, Files.createTempFile("wait", ".err"), Map.of(), "wait",
				"--for=delete", "widgets." + ConformanceCluster.DEMO + "/awaited", "--timeout=30s");
		this.kubectl.out("delete", "widgets." + ConformanceCluster.DEMO, "awaited");
		assertThat(gone.waitFor()).isZero();
	}

	private void create(String name, String size) {
		this.kubectl.apply("""
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata: {name: %s}
				spec: {size: %s}
				""".formatted(name, size));
	}

	private static void awaitOutput(Path file, String pattern) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(100))
			.untilAsserted(() -> assertThat(Files.readString(file)).containsPattern(pattern));
	}

}
