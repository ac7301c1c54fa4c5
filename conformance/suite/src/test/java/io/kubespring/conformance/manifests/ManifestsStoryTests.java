package io.kubespring.conformance.manifests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestsStoryTests {

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	@Test
	void clusterAcceptsEveryManifestOfTheSample() throws Exception {
		try (Stream<Path> files = Files.list(this.cluster.root().resolve("sample-app/manifests"))) {
			List<Path> manifests = files.filter((file) -> file.toString().endsWith(".yaml")).sorted().toList();
			assertThat(manifests).isNotEmpty();
			String namespaces = namespaces(manifests);
			for (String namespace : namespaces.lines().distinct().toList()) {
				this.kubectl.run("create", "namespace", namespace);
			}
			for (Path manifest : manifests) {
				assertThat(this.kubectl.out("apply", "--dry-run=server", "-f", manifest.toString()).lines())
					.isNotEmpty()
					.allMatch((line) -> line.endsWith("(server dry run)"));
			}
		}
	}

	private String namespaces(List<Path> manifests) throws Exception {
		StringBuilder namespaces = new StringBuilder();
		for (Path manifest : manifests) {
			namespaces.append(this.kubectl.out("create", "--dry-run=client", "--validate=false", "-f",
					manifest.toString(), "-o", "jsonpath={.metadata.namespace}{\"\\n\"}"));
		}
		return namespaces.toString()
			.lines()
			.filter((line) -> !line.isBlank())
			.reduce("", (all, line) -> all + line + "\n");
	}

}
