package io.kubespring.conformance.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.AggregatorCluster;
import io.kubespring.conformance.cluster.KubernetesRelease;
import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.cluster.RecordingProxy;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the aggregator learns what a server serves: once a minute, by documents that it
 * knows again.
 */
final class PollingScenario {

	private static final String VERSION = "/apis/wardle.example.com/v1alpha1";

	private static final String DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

	private static final List<String> PATHS = List.of("/apis", VERSION, VERSION + "/anemones", "/openapi/v2",
			"/openapi/v3", "/openapi/v3" + VERSION);

	private static final Duration MINUTE = Duration.ofSeconds(75);

	private final AggregatorCluster cluster;

	private final RecordingProxy recorder;

	PollingScenario(KubernetesRelease release) {
		this.cluster = AggregatorCluster.of(release);
		this.recorder = this.cluster.recorder();
	}

	/**
	 * The document is not there, or not what is wanted.
	 */
	void documentIsMissing() {
		try {
			answerWithoutDocument();
		}
		finally {
			this.recorder.passOn();
		}
		this.cluster.touch(AggregatorCluster.WARDLE);
		awaitDiscovery("Current", "fischers");
		assertReviewed();
	}

	private void answerWithoutDocument() {
		this.recorder.answer("/apis", 503, Map.of(), "");
		this.cluster.touch(AggregatorCluster.WARDLE);
		Awaitility.await()
			.atMost(MINUTE)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> version().path("freshness").asString(""), "Stale"::equals);
		assertThat(resources()).as("what was known before is not kept").isEmpty();
		assertFallback(200, "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}");
		assertFallback(406, "");
	}

	private void assertReviewed() {
		assertThat(this.cluster.reviews())
			.filteredOn((spec) -> spec.path("user").asString("").equals("system:kube-aggregator"))
			.isNotEmpty()
			.allSatisfy((spec) -> {
				assertThat(spec.path("groups").toString()).isEqualTo("[\"system:authenticated\"]");
				assertThat(spec.path("nonResourceAttributes").toString())
					.contains("\"path\":\"/apis/wardle.example.com/v1", "\"verb\":\"get\"");
			});
	}

	private void assertFallback(int code, String body) {
		int since = this.recorder.calls().size();
		this.recorder.answer("/apis", code, Map.of("Content-Type", "application/json"), body);
		this.cluster.touch(AggregatorCluster.WARDLE);
		List<RecordingProxy.Call> fallback = Awaitility.await()
			.atMost(MINUTE)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> this.recorder.calls(VERSION, since)
				.stream()
				.filter((call) -> call.header("x-remote-group").isEmpty())
				.toList(), (calls) -> !calls.isEmpty());
		assertThat(fallback).allSatisfy((call) -> {
			assertThat(call.header("x-remote-user")).containsExactly("system:kube-aggregator");
			assertThat(call.header("accept")).containsExactly("application/json");
			assertThat(call.code()).isEqualTo(200);
		});
		awaitDiscovery("Current", "fischers");
	}

	/**
	 * A document is known already.
	 */
	void documentIsKnown() {
		for (String path : List.of("/apis", "/openapi/v2")) {
			RecordingProxy.Call known = Awaitility.await(path)
				.atMost(MINUTE)
				.pollInterval(Duration.ofMillis(200))
				.until(() -> this.recorder.calls(path, 0).stream().filter((call) -> call.code() == 304).findFirst(),
						Optional::isPresent)
				.orElseThrow();
			assertThat(known.header("if-none-match")).singleElement().asString().isNotBlank();
		}
		assertThat(this.recorder.calls("/openapi/v2", 0).get(0).header("x-remote-user"))
			.containsExactly("system:aggregator");
		assertThat(this.recorder.calls("/openapi/v2", 0)).allMatch((call) -> call.header("x-remote-group").isEmpty());
		assertThat(resources()).contains("fischers");
	}

	/**
	 * A later version of the server takes its place.
	 */
	void serverIsReplaced() {
		String spec = spec();
		assertThat(resources()).doesNotContain("anemones");
		int since = this.recorder.calls().size();
		this.cluster.wardle().stop();
		this.cluster.holdStoreOfWardle("somebody");
		this.cluster.wardle().launchAgain("--wardle.later=true");
		assertUnready();
		this.cluster.holdStoreOfWardle("");
		this.cluster.wardle().awaitReady();
		awaitDiscovery("Current", "anemones");
		awaitOpenApi();
		assertThat(spec()).isEqualTo(spec);
		for (String path : PATHS) {
			assertThat(this.recorder.calls(path, since)).noneMatch((call) -> call.code() == 404);
		}
	}

	/**
	 * What is asked of a server that has begun and is not ready is not missing.
	 */
	private void assertUnready() {
		RawClient server = this.cluster.wardle().client();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(100))
			.ignoreExceptions()
			.until(() -> server.send("GET", "/readyz", "", Map.of()).code() == 500);
		for (String path : PATHS) {
			RawClient.Answer answer = server.send("GET", path, "", Map.of());
			assertThat(answer.code()).as(path).isEqualTo(503);
			assertThat(answer.body()).contains(
					"the request has been made before all known HTTP paths have been installed, please try again");
		}
	}

	private void awaitOpenApi() {
		Awaitility.await().atMost(MINUTE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
			assertThat(get("/openapi/v3", "*/*")).contains("apis/wardle.example.com/v1alpha1");
			assertThat(get("/openapi/v3" + VERSION, "application/json")).contains(VERSION + "/anemones");
		});
	}

	private void awaitDiscovery(String freshness, String resource) {
		Awaitility.await().atMost(MINUTE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
			assertThat(version().path("freshness").asString("")).isEqualTo(freshness);
			assertThat(resources()).contains(resource);
		});
	}

	private List<String> resources() {
		return version().path("resources")
			.valueStream()
			.map((resource) -> resource.path("resource").asString(""))
			.toList();
	}

	private JsonNode version() {
		return TreeCodec.SHARED.readTree(get("/apis", DISCOVERY).getBytes())
			.path("items")
			.valueStream()
			.filter((group) -> group.at("/metadata/name").asString("").equals("wardle.example.com"))
			.flatMap((group) -> group.path("versions").valueStream())
			.filter((version) -> version.path("version").asString("").equals("v1alpha1"))
			.findFirst()
			.orElseThrow();
	}

	private String get(String path, String accept) {
		return this.cluster.client().send("GET", path, "", Map.of("Accept", accept)).body();
	}

	private String spec() {
		return this.cluster.kubectl().out("get", "apiservice", AggregatorCluster.WARDLE, "-o", "jsonpath={.spec}");
	}

}
