package io.kubespring.conformance.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same changes under the same watches of the fixture and of a custom resource: the
 * events are equal and in the same order.
 */
class WatchCaseTests {

	private static final String W = "/apis/GROUP/v1/namespaces/watches/widgets";

	private static final Map<String, String> MERGE = Map.of("Content-Type", "application/merge-patch+json");

	private final ConformanceCluster cluster = ConformanceCluster.get();

	@TestFactory
	Stream<DynamicTest> eventsAreThoseOfACustomResource() {
		this.cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: watches}}");
		String table = "application/json;as=Table;v=v1;g=meta.k8s.io";
		return Stream.of(Scenario.get("165 from a version", W + "?watch=1&resourceVersion=RV"),
				Scenario.get("166 from the present", W + "?watch=1"),
				Scenario.get("167 by label", W + "?watch=1&labelSelector=x%3Dy&resourceVersion=RV"),
				Scenario.get("169 watch list", W
						+ "?watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"),
				Scenario.get("172 without initial events",
						W + "?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan&resourceVersion="),
				Scenario.get("175 table", W + "?watch=1", "Accept", table),
				Scenario.get("176 stream", W + "?watch=1", "Accept", "application/json;stream=watch"),
				Scenario.get("177 deprecated path", "/apis/GROUP/v1/watch/namespaces/watches/widgets"),
				Scenario.get("177 deprecated path of one", "/apis/GROUP/v1/watch/namespaces/watches/widgets/a"),
				Scenario.get("102 by name", W + "?watch=1&fieldSelector=metadata.name%3Da"),
				Scenario.get("47 metadata", W + "?watch=1", "Accept",
						"application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"))
			.map((scenario) -> DynamicTest.dynamicTest(scenario.name(), () -> {
				List<String> expected = events(this.cluster.kubeApiServer(), scenario, ConformanceCluster.TWIN);
				List<String> actual = events(this.cluster.demo().client(), scenario, ConformanceCluster.DEMO);
				assertThat(actual).isEqualTo(expected).isNotEmpty();
			}));
	}

	/**
	 * Make the changes under a watch; an object that everybody sees ends it.
	 */
	private static List<String> events(RawClient client, Scenario scenario, String group) throws IOException {
		String widgets = W.replace("GROUP", group);
		client.send("DELETE", widgets, "", Map.of());
		create(client, group, "a", "{\"x\":\"y\"}");
		create(client, group, "b", "{}");
		String version = client.send("GET", widgets, "", Map.of())
			.body()
			.replaceAll("(?s).*\"metadata\":\\{(\"continue\":\"\",)?\"resourceVersion\":\"(\\d+)\"\\}.*", "$2");
		var stream = client.open(scenario.path().replace("GROUP", group).replace("RV", version) + marker(scenario),
				scenario.headers());
		assertThat(stream.statusCode()).isEqualTo(200);
		create(client, group, "c", "{\"x\":\"y\"}");
		client.send("PATCH", widgets + "/a", "{\"metadata\":{\"labels\":{\"x\":null}}}", MERGE);
		client.send("PATCH", widgets + "/b", "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}", MERGE);
		client.send("PATCH", widgets + "/b", "{}", MERGE);
		client.send("DELETE", widgets + "/c", "", Map.of());
		List<String> events = new ArrayList<>();
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				JsonNode event = TreeCodec.SHARED.readTree(line.getBytes(StandardCharsets.UTF_8));
				if (!event.path("type").asString("").equals("BOOKMARK")
						|| event.path("object").path("metadata").has("annotations")) {
					events.add(shown(event, group));
				}
			}
		}
		return events;
	}

	private static String marker(Scenario scenario) {
		return (scenario.path().contains("?") ? "&" : "?") + "timeoutSeconds=3";
	}

	private static void create(RawClient client, String group, String name, String labels) {
		client.send("POST", W.replace("GROUP", group),
				"{\"apiVersion\":\"" + group + "/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"" + name
						+ "\",\"labels\":" + labels + "},\"spec\":{\"size\":1}}",
				Map.of());
	}

	private static String shown(JsonNode event, String group) {
		JsonNode object = event.path("object");
		JsonNode metadata = object.path("metadata");
		return (event.path("type").asString("") + " " + object.path("kind").asString("") + " "
				+ object.path("apiVersion").asString("") + " " + metadata.path("name").asString("-") + " "
				+ metadata.path("labels") + " " + metadata.path("annotations") + " " + object.path("spec") + " columns:"
				+ object.path("columnDefinitions").isArray() + " rows:" + object.path("rows").size() + " "
				+ object.path("rows").path(0).path("cells").path(0).asString("-"))
			.replace(group, "GROUP");
	}

}
