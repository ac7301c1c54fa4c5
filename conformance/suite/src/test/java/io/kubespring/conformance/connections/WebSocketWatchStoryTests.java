package io.kubespring.conformance.connections;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.cluster.SocketTranscript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches on WebSockets through kube-apiserver, beside those of a custom resource.
 */
class WebSocketWatchStoryTests {

	private static final String NAMESPACE = "sockets";

	private static final List<String> GROUPS = List.of(ConformanceCluster.TWIN, ConformanceCluster.DEMO);

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final RawClient client = this.cluster.kubeApiServer();

	@BeforeAll
	static void prepare() {
		ConformanceCluster.get()
			.kubectl()
			.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
	}

	@AfterEach
	void remove() {
		GROUPS.forEach((group) -> this.client.send("DELETE", widgets(group), "", Map.of()));
	}

	private static String widgets(String group) {
		return "/apis/" + group + "/v1/namespaces/" + NAMESPACE + "/widgets";
	}

	private void create(String group, String name) {
		RawClient.Answer answer = this.client.send(
				"POST", widgets(group), "{\"apiVersion\":\"" + group
						+ "/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"size\":1}}",
				Map.of());
		assertThat(answer.code()).as(answer.body()).isEqualTo(201);
	}

	/**
	 * What is heard while an object comes, changes and goes, without what differs between
	 * any two servers.
	 */
	private List<String> hear(String group, String query, Map<String, String> headers, String subprotocol) {
		create(group, "first");
		SocketTranscript heard = this.client.webSocket(widgets(group) + query, headers, subprotocol);
		List<String> lines = new ArrayList<>(List.of("subprotocol " + heard.subprotocol(), heard.next()));
		create(group, "second");
		lines.add(heard.next());
		heard.say("whatever");
		this.client.send("PATCH", widgets(group) + "/second", "{\"spec\":{\"size\":2}}",
				Map.of("Content-Type", "application/merge-patch+json"));
		lines.add(heard.next());
		this.client.send("DELETE", widgets(group) + "/second", "", Map.of());
		lines.add(heard.next());
		heard.close();
		return lines.stream().map((line) -> normalized(line, group)).toList();
	}

	private static String normalized(String line, String group) {
		return line.replace(group, "GROUP")
			.replaceAll(",\"managedFields\":\\[.*?\\}\\](?=\\})", "")
			.replaceAll("\"managedFields\":\\[.*?\\}\\],?", "")
			.replaceAll("\"uid\":\"[^\"]*\"", "\"uid\":\"UID\"")
			.replaceAll("\"resourceVersion\":\"\\d+\"", "\"resourceVersion\":\"RV\"")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
			.replaceAll("\"\\d+s\"", "\"AGE\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "binary.k8s.io", "base64.binary.k8s.io", "v4.channel.k8s.io" })
	void eachEventIsAMessageOfTextWhateverTheSubprotocol(String subprotocol) {
		List<String> ours = hear(ConformanceCluster.DEMO, "?watch=true", Map.of(), subprotocol);
		assertThat(ours).isEqualTo(hear(ConformanceCluster.TWIN, "?watch=true", Map.of(), subprotocol));
		assertThat(ours.get(0)).isEqualTo("subprotocol " + subprotocol);
		assertThat(ours.get(1)).startsWith("text {\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"GROUP/v1\"")
			.contains("\"name\":\"first\"")
			.endsWith("}\n");
		assertThat(ours.get(2)).startsWith("text {\"type\":\"ADDED\"").contains("\"name\":\"second\"");
		assertThat(ours.get(3)).startsWith("text {\"type\":\"MODIFIED\"").contains("\"size\":2");
		assertThat(ours.get(4)).startsWith("text {\"type\":\"DELETED\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json;as=Table;v=v1;g=meta.k8s.io",
			"application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io" })
	void otherFormsComeAsOnAStream(String accept) {
		List<String> ours = hear(ConformanceCluster.DEMO, "?watch=true&includeObject=None", Map.of("Accept", accept),
				"");
		assertThat(ours)
			.isEqualTo(hear(ConformanceCluster.TWIN, "?watch=true&includeObject=None", Map.of("Accept", accept), ""));
		assertThat(ours).hasSize(5).allSatisfy((line) -> assertThat(line).doesNotContain("\"spec\""));
	}

	@Test
	void endOfTheTimeClosesTheWebSocket() {
		for (String group : GROUPS) {
			SocketTranscript heard = this.client.webSocket(widgets(group) + "?watch=true&timeoutSeconds=1", Map.of(),
					"");
			assertThat(heard.next()).as(group).isEqualTo("close 1000");
		}
	}

	@Test
	void forgottenRevisionIsToldAndEndsIt() {
		for (String group : GROUPS) {
			SocketTranscript heard = this.client.webSocket(widgets(group) + "?watch=true&resourceVersion=1", Map.of(),
					"");
			assertThat(heard.next()).as(group)
				.startsWith("text {\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\"")
				.contains("\"reason\":\"Expired\",\"code\":410");
			assertThat(heard.next()).as(group).isEqualTo("close 1000");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
			"Origin: https://x\r\nSec-WebSocket-Version: 13\r\n",
			"Origin: https://x\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
			"Origin: https://x\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
					+ "Sec-WebSocket-Protocol: a, b\r\n" })
	void refusedHandshakesAreAnsweredAsByACustomResource(String headers) {
		List<String> answers = GROUPS.stream()
			.map((group) -> this.client.exchange("GET " + widgets(group)
					+ "?watch=true HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
					+ headers + "\r\n"))
			.toList();
		assertThat(words(answers.get(1))).isEqualTo(words(answers.get(0)));
		assertThat(answers.get(1)).startsWith("HTTP/1.1 4");
	}

	/**
	 * The first line and the body; the aggregator has headers of its own.
	 */
	private static List<String> words(String answer) {
		String[] parts = answer.split("\r\n\r\n", 2);
		return List.of(parts[0].split("\r\n", 2)[0], (parts.length > 1) ? parts[1] : "");
	}

}
