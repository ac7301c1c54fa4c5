package io.kubespring.conformance.namespaces;

import java.time.Duration;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NamespaceDeletionStoryTests {

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@Test
	void deletingANamespaceRemovesOurObjectsAndCompletes() {
		this.kubectl.out("create", "namespace", "doomed");
		for (int i = 0; i < 5; i++) {
			this.kubectl.apply("""
					apiVersion: demo.example.com/v1
					kind: Widget
					metadata: {name: w%d, namespace: doomed}
					spec: {size: 1}
					""".formatted(i));
		}
		assertThat(this.kubectl.out("get", "widgets.demo.example.com", "-n", "doomed", "-o", "name").lines())
			.hasSize(5);
		this.kubectl.out("delete", "namespace", "doomed", "--wait=false");
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.kubectl.run("get", "namespace", "doomed").stderr(),
					(error) -> error.contains("namespaces \"doomed\" not found"));
		assertThat(this.kubectl.out("get", "widgets.demo.example.com", "-A", "--field-selector",
				"metadata.namespace=doomed", "-o", "name"))
			.isEmpty();
	}

}
