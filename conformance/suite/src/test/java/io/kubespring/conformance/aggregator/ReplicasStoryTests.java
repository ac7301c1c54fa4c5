package io.kubespring.conformance.aggregator;

import java.util.Base64;

import io.kubespring.conformance.cluster.AggregatorCluster;
import io.kubespring.conformance.cluster.JavaServer;
import io.kubespring.conformance.cluster.KubernetesRelease;
import io.kubespring.conformance.cluster.Replicas;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three processes share a certificate, and the one that made it may go.
 */
class ReplicasStoryTests {

	private static final String API_SERVICE = "v1.shop.example.com";

	private final AggregatorCluster cluster = AggregatorCluster.of(KubernetesRelease.NEWEST);

	@Test
	void cases146And147ReplicasHaveOneAuthorityThatOutlivesItsMaker() throws Exception {
		try (Replicas trio = this.cluster.replicas("trio", 3)) {
			trio.awaitReady();
			this.cluster.awaitAvailability(API_SERVICE, "True");
			String bundle = bundle();
			assertThat(bundle.split("BEGIN CERTIFICATE")).as("one authority").hasSize(2);
			assertThat(bundle).isEqualTo(authority());
			for (JavaServer server : trio.servers()) {
				assertThat(trio.verified(server, bundle)).startsWith("HTTP/1.1 200 ").endsWith("ok");
			}
			try (Traffic traffic = new Traffic(this.cluster.client(), "/apis/shop.example.com/v1/orders",
					"OrderList")) {
				trio.endMaker();
				assertThat(traffic.failures()).as("while the replica goes")
					.allMatch((failure) -> failure.startsWith("503 "));
				int before = traffic.failures().size();
				traffic.goOn(50);
				assertThat(traffic.failures()).as("when it has gone").hasSize(before);
			}
			assertThat(trio.servers()).hasSize(2);
			assertThat(this.cluster.availability(API_SERVICE)).isEqualTo("True Passed all checks passed");
			assertThat(bundle()).isEqualTo(bundle);
			assertThat(authority()).isEqualTo(bundle);
			for (JavaServer server : trio.servers()) {
				assertThat(trio.verified(server, bundle)).startsWith("HTTP/1.1 200 ").endsWith("ok");
			}
		}
		finally {
			this.cluster.kubectl().run("delete", "apiservice", API_SERVICE, "v1.fleet.example.com");
			this.cluster.kubectl().run("delete", "namespace", "trio", "--wait=false");
		}
	}

	private String bundle() {
		return decoded(this.cluster.kubectl().out("get", "apiservice", API_SERVICE, "-o", "jsonpath={.spec.caBundle}"));
	}

	private String authority() {
		return decoded(this.cluster.kubectl()
			.out("get", "secret", "trio-serving", "-n", "trio", "-o", "jsonpath={.data.ca\\.crt}"));
	}

	private static String decoded(String base64) {
		return new String(Base64.getDecoder().decode(base64));
	}

}
