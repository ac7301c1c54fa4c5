package io.kubespring.conformance.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.AggregatorCluster;
import io.kubespring.conformance.cluster.KubernetesRelease;
import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.cluster.SocketTranscript;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a request on its way through the aggregator.
 */
@ParameterizedClass
@EnumSource(KubernetesRelease.class)
class ProxiedRequestStoryTests {

	private static final String WIDGETS = "/apis/demo.example.com/v1/namespaces/walks/widgets";

	private static final String ECHO = WIDGETS + "/a/echo";

	/**
	 * A client that says who it is, and has the proxy take that away.
	 */
	private static final String TRICKS = "X-Remote-User: root\r\nX-Remote-Group: system:masters\r\n"
			+ "X-Remote-Extra-Scopes: all\r\nX-Remote-Uid: 1\r\n";

	private static final String HOPS = "X-Remote-User, X-Remote-Group, X-Remote-Uid, Authorization";

	private final AggregatorCluster cluster;

	ProxiedRequestStoryTests(KubernetesRelease release) {
		this.cluster = AggregatorCluster.of(release);
	}

	@BeforeParameterizedClassInvocation
	static void prepare(KubernetesRelease release) {
		AggregatorCluster.of(release).kubectl().apply("""
				apiVersion: v1
				kind: Namespace
				metadata: {name: walks}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: Role
				metadata: {name: echo, namespace: walks}
				rules:
				- {apiGroups: [demo.example.com], resources: [widgets/echo], verbs: [get]}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: RoleBinding
				metadata: {name: echo, namespace: walks}
				roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: echo}
				subjects:
				- {kind: User, name: walker, apiGroup: rbac.authorization.k8s.io}
				- {kind: Group, name: group-299, apiGroup: rbac.authorization.k8s.io}
				---
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata: {name: a, namespace: walks}
				spec: {size: 1}
				""");
	}

	@Test
	void case163QueryIsSortedAndItsOrderDoesNotMatter() {
		assertThat(echo(this.cluster.demo().client().send("GET", ECHO + "?b=1&a=2&a=1", "", Map.of())).path("query")
			.toString()).isEqualTo("{\"b\":[\"1\"],\"a\":[\"2\",\"1\"]}");
		assertThat(
				echo(this.cluster.client().send("GET", ECHO + "?b=1&a=2&a=1", "", Map.of())).path("query").toString())
			.isEqualTo("{\"a\":[\"2\",\"1\"],\"b\":[\"1\"]}");
		List<String> lists = Stream
			.of("?limit=5&labelSelector=!x&fieldSelector=metadata.name%3Da",
					"?fieldSelector=metadata.name%3Da&labelSelector=!x&limit=5")
			.map((query) -> this.cluster.demo().client().send("GET", WIDGETS + query, "", Map.of()).body())
			.toList();
		assertThat(lists.get(0)).contains("\"name\":\"a\"").isEqualTo(lists.get(1));
	}

	@Test
	void case164CallerCannotSayWhoItIs() {
		RawClient walker = walker();
		JsonNode echo = echo(walker.exchange("GET " + ECHO + " HTTP/1.1\r\nHost: localhost\r\n" + TRICKS
				+ "Connection: close, " + HOPS + "\r\n\r\n"));
		assertThat(echo.path("caller").asString()).isEqualTo("walker at walks/a");
		assertThat(echo.path("groups").toString()).isEqualTo("[\"system:authenticated\"]");
		assertThat(echo.path("extra").toString()).doesNotContain("scopes");
		assertThat(echo.path("headers").toString()).doesNotContain("x-remote-");
		assertThat(walker.exchange("DELETE " + WIDGETS + "/a HTTP/1.1\r\nHost: localhost\r\n" + TRICKS
				+ "Connection: close, " + HOPS + "\r\n\r\n"))
			.startsWith("HTTP/1.1 403 ")
			.contains("User \\\"walker\\\" cannot delete resource \\\"widgets\\\"");
	}

	@Test
	void case164CallerCannotSayWhoItIsOnAnUpgradeEither() {
		String heard = walker().exchange("GET " + ECHO + "/said HTTP/1.1\r\nHost: localhost\r\n" + TRICKS
				+ "Connection: Upgrade, " + HOPS + "\r\nUpgrade: websocket\r\nOrigin: https://localhost\r\n"
				+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", "/said");
		assertThat(heard).startsWith("HTTP/1.1 101 ").endsWith("walker at walks/a /said");
	}

	@Test
	void case165SubresourceIsUpgradedAsTheCaller() {
		walker();
		SocketTranscript heard = this.cluster.clientAs("walker", List.of()).webSocket(ECHO + "/room", Map.of(), "");
		assertThat(heard.next()).isEqualTo("text walker at walks/a /room");
		heard.say("hello");
		assertThat(heard.next()).isEqualTo("text hello");
		heard.close();
		assertThat(heard.next()).isEqualTo("close 1000");
	}

	/**
	 * A Connector opens WebSockets and nothing else: who asks for SPDY is told so by an
	 * ordinary answer.
	 */
	@Test
	void case165OtherUpgradesAreRefusedByAnAnswerThatArrives() {
		String heard = walker().exchange("POST " + ECHO + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
				+ "Upgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\nContent-Length: 0\r\n\r\n",
				"\"code\":403");
		assertThat(heard).startsWith("HTTP/1.1 403 ").contains("cannot create resource \\\"widgets/echo\\\"");
		heard = this.cluster.client()
			.exchange("GET " + ECHO + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
					+ "X-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n", "\"code\":400");
		assertThat(heard).startsWith("HTTP/1.1 400 ").contains("Can \\\"Upgrade\\\" only to \\\"WebSocket\\\".");
	}

	@Test
	void case168NoPathIsAnsweredByARedirect() {
		for (String path : List.of("/apis/demo.example.com/v1", WIDGETS, WIDGETS + "/a", WIDGETS + "/a/status")) {
			RawClient.Answer plain = this.cluster.client().send("GET", path, "", Map.of());
			assertThat(plain.code()).as(path).isEqualTo(200);
			for (String slashes : List.of("/", "//")) {
				RawClient.Answer answer = this.cluster.client().send("GET", path + slashes, "", Map.of());
				assertThat(answer.body()).as(path + slashes).isEqualTo(plain.body());
				assertThat(answer.headers()).doesNotContainKey("location");
			}
		}
	}

	@Test
	void case169ThreeHundredGroupsArrive() {
		List<String> groups = IntStream.range(0, 300).mapToObj((number) -> "group-" + number).toList();
		RawClient crowd = this.cluster.clientAs("crowd", groups);
		awaitAllowed(crowd);
		JsonNode echo = echo(crowd.send("GET", ECHO, "", Map.of()));
		assertThat(echo.path("caller").asString()).isEqualTo("crowd at walks/a");
		assertThat(echo.path("groups").valueStream().map(JsonNode::asString)).hasSize(301)
			.containsAll(groups)
			.endsWith("system:authenticated");
	}

	private RawClient walker() {
		RawClient walker = this.cluster.clientAs("walker", List.of());
		awaitAllowed(walker);
		return walker;
	}

	/**
	 * The authorizer of the cluster may learn of a role a moment later.
	 */
	private static void awaitAllowed(RawClient client) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> client.send("GET", ECHO, "", Map.of()).code() == 200);
	}

	private static JsonNode echo(RawClient.Answer answer) {
		assertThat(answer.code()).as(answer.body()).isEqualTo(200);
		return TreeCodec.SHARED.readTree(answer.bytes());
	}

	private static JsonNode echo(String answer) {
		assertThat(answer).startsWith("HTTP/1.1 200 ");
		return TreeCodec.SHARED.readTree(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1).getBytes());
	}

}
