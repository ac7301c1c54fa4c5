package io.kubespring.conformance.aggregator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

import io.kubespring.conformance.cluster.AggregatorCluster;
import io.kubespring.conformance.cluster.KubernetesRelease;
import io.kubespring.conformance.cluster.RawClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The certificates of kube-apiserver's proxy change while requests go through it.
 */
class RotationStoryTests {

	private static final String WIDGETS = "/apis/demo.example.com/v1/widgets";

	@ParameterizedTest
	@EnumSource(KubernetesRelease.class)
	void case166ProxyIsBelievedWhileItsCertificateAndAuthorityChange(KubernetesRelease release) throws Exception {
		AggregatorCluster cluster = AggregatorCluster.of(release);
		try (Traffic traffic = new Traffic(cluster.client(), WIDGETS, "WidgetList")) {
			RawClient next = cluster.trustNextFrontProxies();
			await(() -> next.send("GET", WIDGETS, "", Map.of()).body().contains("WidgetList"));
			int since = cluster.recorder().calls().size();
			cluster.replaceFrontProxy();
			await(() -> {
				cluster.client().send("GET", "/apis/wardle.example.com/v1alpha1/fischers", "", Map.of());
				return cluster.recorder()
					.calls("/apis/wardle.example.com/v1alpha1/fischers", since)
					.stream()
					.anyMatch((call) -> call.issuer().equals("CN=next-front-proxy-ca"));
			});
			traffic.goOn(50);
			assertThat(traffic.failures()).isEmpty();
		}
		cluster.demo().stop();
		cluster.demo().startAgain();
		await(() -> cluster.client().send("GET", WIDGETS, "", Map.of()).code() == 200);
		assertThat(cluster.demo().client().send("GET", WIDGETS, "", Map.of()).body())
			.as("a certificate of before is good until its authority is taken back")
			.contains("WidgetList");
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200)).until(condition);
	}

}
