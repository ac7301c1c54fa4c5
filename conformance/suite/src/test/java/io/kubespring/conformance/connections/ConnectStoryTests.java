package io.kubespring.conformance.connections;

import java.util.Map;
import java.util.concurrent.CompletionException;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.cluster.SocketTranscript;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A subresource that connects, reached through kube-apiserver.
 */
class ConnectStoryTests {

	private static final String ECHO = "/apis/demo.example.com/v1/namespaces/connect/widgets/a/echo";

	private static final Map<String, String> ALICE = Map.of("Impersonate-User", "alice", "Impersonate-Group",
			"system:masters", "Impersonate-Extra-Scopes", "view");

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final RawClient client = this.cluster.kubeApiServer();

	@BeforeAll
	static void prepare() {
		ConformanceCluster.get().kubectl().apply("""
				apiVersion: v1
				kind: Namespace
				metadata: {name: connect}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: Role
				metadata: {name: echo, namespace: connect}
				rules:
				- {apiGroups: [demo.example.com], resources: [widgets/echo], verbs: [get]}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: RoleBinding
				metadata: {name: echo, namespace: connect}
				roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: echo}
				subjects: [{kind: User, name: listener, apiGroup: rbac.authorization.k8s.io}]
				""");
		ConformanceCluster.get().kubectl().apply("""
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata: {name: a, namespace: connect}
				spec: {size: 1}
				""");
	}

	private static JsonNode read(RawClient.Answer answer) {
		assertThat(answer.code()).as(answer.body()).isEqualTo(200);
		return TreeCodec.SHARED.readTree(answer.bytes());
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void methodReachesTheHandlerWithItsPathQueryAndBody(String method) {
		String body = method.equals("GET") ? "" : "some words";
		JsonNode echo = read(this.client.send(method, ECHO + "/x/y%20z/?q=1&q=2&r=", body, Map.of()));
		assertThat(echo.path("method").asString()).isEqualTo(method);
		assertThat(echo.path("path").asString()).isEqualTo("/x/y%20z/");
		assertThat(echo.path("query").toString()).isEqualTo("{\"q\":[\"1\",\"2\"],\"r\":[\"\"]}");
		assertThat(echo.path("body").asString("")).isEqualTo(body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "PATCH", "DELETE" })
	void methodThatTheSubresourceDoesNotHaveIsRefused(String method) {
		assertThat(this.client.send(method, ECHO, "", Map.of()).body()).contains(
				"the server does not allow this method on the requested resource", "\"reason\":\"MethodNotAllowed\"");
	}

	@Test
	void handlerKnowsWhoCallsAndNotByWhatHeaders() {
		JsonNode admin = read(this.client.send("GET", ECHO, "", Map.of()));
		assertThat(admin.path("caller").asString()).isEqualTo("admin at connect/a");
		assertThat(admin.path("groups").toString()).isEqualTo("[\"system:masters\",\"system:authenticated\"]");
		assertThat(admin.path("headers").toString()).contains("\"user-agent\"")
			.doesNotContain("x-remote-", "authorization", "impersonate-");
		JsonNode alice = read(this.client.send("GET", ECHO, "", ALICE));
		assertThat(alice.path("caller").asString()).isEqualTo("alice at connect/a");
		assertThat(alice.path("groups").toString()).isEqualTo("[\"system:masters\",\"system:authenticated\"]");
		assertThat(alice.path("extra").toString()).isEqualTo("{\"scopes\":[\"view\"]}");
	}

	@Test
	void webSocketIsUpgradedAsTheCallerAndCarriesTextAndOctets() {
		SocketTranscript heard = this.client.webSocket(ECHO + "/room/1?x=y", ALICE, "");
		assertThat(heard.next()).isEqualTo("text alice at connect/a /room/1");
		heard.say("hello");
		assertThat(heard.next()).isEqualTo("text hello");
		heard.sayOctets("\u0001octets");
		assertThat(heard.next()).isEqualTo("octets \u0001octets");
		String words = "word ".repeat(10_000);
		heard.say(words);
		assertThat(heard.next()).isEqualTo("text " + words);
		heard.close();
		assertThat(heard.next()).isEqualTo("close 1000");
	}

	@Test
	void handlerThatEndsClosesTheWebSocketOfItsClient() {
		SocketTranscript heard = this.client.webSocket(ECHO, Map.of(), "");
		assertThat(heard.next()).isEqualTo("text admin at connect/a /");
		heard.say("end");
		assertThat(heard.next()).startsWith("close 100");
	}

	@Test
	void callerNeedsThePermissionOfTheSubresourceAndTheMethodsVerb() {
		Map<String, String> listener = Map.of("Impersonate-User", "listener");
		assertThat(read(this.client.send("GET", ECHO, "", listener)).path("caller").asString())
			.isEqualTo("listener at connect/a");
		RawClient.Answer post = this.client.send("POST", ECHO, "", listener);
		assertThat(post.code()).isEqualTo(403);
		assertThat(post.body()).contains("User \\\"listener\\\" cannot create resource \\\"widgets/echo\\\"");
		SocketTranscript heard = this.client.webSocket(ECHO, listener, "");
		assertThat(heard.next()).startsWith("text listener at connect/a");
		heard.close();
		assertThatThrownBy(() -> this.client.webSocket(ECHO, Map.of("Impersonate-User", "stranger"), ""))
			.isInstanceOf(CompletionException.class)
			.rootCause()
			.hasMessageContaining("403");
	}

	@Test
	void failuresOfTheHandlerAreStatuses() {
		assertThat(this.client.send("GET", ECHO + "/fail/status", "", Map.of()).body())
			.contains("\"message\":\"no such tune\",\"reason\":\"BadRequest\",\"code\":400");
		assertThat(this.client.send("GET", ECHO + "/fail/spring", "", Map.of()).body())
			.contains("\"message\":\"somebody else sings\",\"reason\":\"Conflict\",\"code\":409");
		assertThat(this.client.send("GET", ECHO + "/fail/now", "", Map.of()).body()).contains("\"code\":500")
			.doesNotContain("a secret");
		assertThat(this.client.send("GET", ECHO + "/nowhere/x", "", Map.of()).body())
			.contains("the server could not find the requested resource", "\"code\":404");
	}

}
