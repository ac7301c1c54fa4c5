package io.kubespring.conformance.columns;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnsStoryTests {

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@Test
	void kubectlShowsNameAndAgeWhereNothingIsDeclared() {
		this.kubectl.apply("""
				apiVersion: demo.example.com/v1
				kind: Gadget
				metadata: {name: plain}
				""");
		assertThat(this.kubectl.out("get", "gadgets." + ConformanceCluster.DEMO)).matches("NAME +AGE\nplain +\\d+s\n");
		assertThat(this.kubectl.out("get", "gadgets." + ConformanceCluster.DEMO, "--sort-by=.metadata.name"))
			.contains("plain");
		assertThat(this.kubectl.out("get", "readings." + ConformanceCluster.DEMO, "-A")).startsWith("NAMESPACE   NAME");
		this.kubectl.out("delete", "gadgets." + ConformanceCluster.DEMO, "plain");
	}

}
