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
 * The same requests to the fixture {@code wardle} and to Go's sample-apiserver: what a
 * generic server answers whatever the kind.
 */
class SampleApiServerCaseTests {

	private static final String GROUP = "wardle.example.com";

	private static final String F = "/apis/wardle.example.com/v1alpha1/namespaces/default/flunders";

	/**
	 * The token that begins at {@code ../../x}.
	 */
	private static final String UPWARDS = "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6NSwic3RhcnQiOiIuLi8uLi94In0";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	@TestFactory
	Stream<DynamicTest> answersAreThoseOfTheSampleApiServer() {
		RawClient ours = this.cluster.wardle().client();
		RawClient sample = this.cluster.sample();
		return Stream.concat(scenarios().stream(), HealthScenarios.scenarios().stream())
			.map((scenario) -> DynamicTest.dynamicTest(scenario.name(), () -> {
				String expected = Normalized
					.of(sample.send(scenario.method(), scenario.path(), scenario.body(), scenario.headers()), GROUP);
				String actual = Normalized
					.of(ours.send(scenario.method(), scenario.path(), scenario.body(), scenario.headers()), GROUP);
				assertThat(actual).isEqualTo(expected);
			}));
	}

	private static List<Scenario> scenarios() {
		return List.of(Scenario.send("17 POST /apis", "POST", "/apis", ""),
				Scenario.get("19 unknown version", "/apis/wardle.example.com/v9"),
				Scenario.get("20 unknown resource", "/apis/wardle.example.com/v1alpha1/namespaces/default/nothings"),
				Scenario.get("188 unknown subresource", F + "/a/nosuch"), Scenario.send("23 HEAD", "HEAD", F, ""),
				Scenario.send("23 OPTIONS", "OPTIONS", F, ""),
				Scenario.send("80 create everywhere", "POST", "/apis/wardle.example.com/v1alpha1/flunders", "{}"),
				Scenario.send("80 create of one", "POST", F + "/a", "{}"),
				Scenario.send("164 delete everywhere", "DELETE", "/apis/wardle.example.com/v1alpha1/flunders", ""),
				Scenario.get("83 missing", F + "/missing"), Scenario.get("101 selector", F + "?labelSelector=a=b=c"),
				Scenario.get("93 match", F + "?resourceVersionMatch=Exact"),
				Scenario.get("97 no version", F + "?resourceVersion=abc"),
				Scenario.get("96 initial events", F + "?sendInitialEvents=true"),
				Scenario.get("90 token that is not base64", F + "?continue=!!"),
				Scenario.get("90 token of an unknown version", F + "?continue=e30"),
				Scenario.get("90 token of no JSON", F + "?continue=garbage"),
				Scenario.get("91 bad token and version", F + "?continue=!!&resourceVersion=5"),
				Scenario.get("91 token and match", F + "?continue=x&resourceVersionMatch=Exact"),
				Scenario.get("91 path upwards", F + "?continue=" + UPWARDS),
				Scenario.get("91 path upwards and selector", F + "?labelSelector=a&continue=" + UPWARDS),
				Scenario.get("94 exact zero", F + "?resourceVersion=0&resourceVersionMatch=Exact"),
				Scenario.get("95 unknown match", F + "?resourceVersion=5&resourceVersionMatch=Foo"),
				Scenario.get("92 limit", F + "?limit=abc"),
				Scenario.get("88 page of nothing", F + "?limit=5&labelSelector=no%3Dbody"), Scenario.send("126 missing",
						"PATCH", F + "/missing", "{}", "Content-Type", "application/merge-patch+json"),
				Scenario.send("153 missing", "DELETE", F + "/missing", ""));
	}

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
