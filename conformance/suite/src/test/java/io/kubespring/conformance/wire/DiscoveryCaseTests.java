package io.kubespring.conformance.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Discovery of the fixture {@code wardle} has the form of sample-apiserver's; the
 * documents themselves differ, since the versions do.
 */
class DiscoveryCaseTests {

	private static final String GROUP = "wardle.example.com";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	@TestFactory
	Stream<DynamicTest> discoveryHasTheSampleApiServersForm() {
		RawClient ours = this.cluster.wardle().client();
		RawClient sample = this.cluster.sample();
		String v2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
		return Stream
			.of(Scenario.get("1 /apis", "/apis"), Scenario.get("2 slash", "/apis/"),
					Scenario.get("9 aggregated", "/apis", "Accept", v2),
					Scenario.get("14 old aggregated", "/apis", "Accept",
							v2.replace("v=v2;", "v=v2beta1;") + ",application/json"),
					Scenario.get("16 profile", "/apis", "Accept", v2 + ";profile=nopeer"))
			.map((scenario) -> DynamicTest.dynamicTest(scenario.name(), () -> {
				RawClient.Answer expected = sample.send("GET", scenario.path(), "", scenario.headers());
				RawClient.Answer actual = ours.send("GET", scenario.path(), "", scenario.headers());
				assertThat(actual.code()).isEqualTo(expected.code());
				for (String header : List.of("content-type", "cache-control", "vary")) {
					assertThat(actual.headers().get(header)).as(header).isEqualTo(expected.headers().get(header));
				}
				assertThat(actual.body()).startsWith(expected.body().substring(0, 20)).contains(GROUP);
				Map<String, String> again = Map.of("Accept", scenario.headers().getOrDefault("Accept", "*/*"),
						"If-None-Match", actual.headers().getOrDefault("etag", "\"none\""));
				assertThat(ours.send("GET", scenario.path(), "", again).code())
					.isEqualTo(actual.headers().containsKey("etag") ? 304 : 200);
			}));
	}

}
