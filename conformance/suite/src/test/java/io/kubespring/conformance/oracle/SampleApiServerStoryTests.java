package io.kubespring.conformance.oracle;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleApiServerStoryTests {

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@Test
	void sampleApiServerAnswersThroughTheAggregator() {
		assertThat(this.kubectl.runWith("""
				apiVersion: wardle.example.com/v1beta1
				kind: Flunder
				metadata: {name: oracle}
				spec: {referenceType: Flunder, flunderReference: other}
				""", "create", "-f", "-").orFail()).isEqualTo("flunder.wardle.example.com/oracle created\n");
		assertThat(this.kubectl.out("get", "flunders.v1beta1.wardle.example.com", "oracle", "-o",
				"jsonpath={.spec.flunderReference}"))
			.isEqualTo("other");
		assertThat(this.kubectl.out("get", "apiservice", "v1beta1.wardle.example.com")).contains("oracle/api")
			.contains("True");
		this.kubectl.out("delete", "flunders.v1beta1.wardle.example.com", "oracle");
	}

}
