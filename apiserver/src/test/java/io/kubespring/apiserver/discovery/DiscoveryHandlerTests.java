package io.kubespring.apiserver.discovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DiscoveryHandler}.
 */
class DiscoveryHandlerTests {

	private static final String V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

	private static final String ALL_VERBS = "[\"create\",\"delete\",\"deletecollection\",\"get\",\"list\",\"patch\","
			+ "\"update\",\"watch\"]";

	private final DiscoveryHandler handler = new DiscoveryHandler(DemoResources.registry(),
			new VersionInfo("v1.2.3-rc.1", "2026-11-25T00:00:00Z"));

	@ParameterizedTest
	@ValueSource(strings = { "/apis", "/apis/" })
	void groupListNamesEveryGroupWithoutApiVersion(String path) {
		assertThat(text(get(path))).isEqualTo("""
				{"kind":"APIGroupList","groups":[{"name":"demo.example.com",\
				"versions":[{"groupVersion":"demo.example.com/v1","version":"v1"},\
				{"groupVersion":"demo.example.com/v1beta1","version":"v1beta1"}],\
				"preferredVersion":{"groupVersion":"demo.example.com/v1","version":"v1"},\
				"serverAddressByClientCIDRs":[{"clientCIDR":"0.0.0.0/0","serverAddress":""}]}]}
				""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/apis/demo.example.com", "/apis/demo.example.com/", "/apis/demo.example.com//" })
	void groupNamesItsVersionsAndNoAddresses(String path) {
		assertThat(text(get(path))).isEqualTo("""
				{"kind":"APIGroup","apiVersion":"v1","name":"demo.example.com",\
				"versions":[{"groupVersion":"demo.example.com/v1","version":"v1"},\
				{"groupVersion":"demo.example.com/v1beta1","version":"v1beta1"}],\
				"preferredVersion":{"groupVersion":"demo.example.com/v1","version":"v1"}}
				""");
	}

	@Test
	void groupVersionListsResourcesInOrderOfTheirNames() {
		assertThat(text(get("/apis/demo.example.com/v1"))).isEqualTo("""
				{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"demo.example.com/v1","resources":[\
				{"name":"gadgets","singularName":"gadget","namespaced":false,"kind":"Gadget","verbs":VERBS,\
				"storageVersionHash":"/bG2AjadEXo="},\
				{"name":"readings","singularName":"reading","namespaced":true,"kind":"Reading","verbs":["get","list"]},\
				{"name":"widgets","singularName":"widget","namespaced":true,"kind":"Widget","verbs":VERBS,\
				"shortNames":["wd"],"categories":["all"],"storageVersionHash":"bQ1YHmG75GQ="},\
				{"name":"widgets/echo","singularName":"","namespaced":true,"kind":"Widget","verbs":["create","get"]},\
				{"name":"widgets/scale","singularName":"","namespaced":true,"group":"autoscaling","version":"v1",\
				"kind":"Scale","verbs":["get","patch","update"]},\
				{"name":"widgets/status","singularName":"","namespaced":true,"kind":"Widget",\
				"verbs":["get","patch","update"]}]}
				""".replace("VERBS", ALL_VERBS));
	}

	@ParameterizedTest
	@ValueSource(strings = { V2, V2 + ",application/json",
			"application/json; as=APIGroupDiscoveryList ;v=v2; g=apidiscovery.k8s.io", V2 + ";profile=nopeer",
			"application/json," + V2 + ";q=0.1" })
	void anyClauseOfAggregatedDiscoveryWins(String accept) {
		DiscoveryResponse response = answer("GET", "/apis", accept, "", false);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers()).containsEntry("Content-Type", V2)
			.containsEntry("Vary", "Accept")
			.containsEntry("Cache-Control", "public");
		assertThat(response.headers().get("ETag")).matches("\"[0-9A-F]{128}\"");
		assertThat(text(response)).isEqualTo("""
				{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[\
				{"metadata":{"name":"demo.example.com"},"versions":[{"version":"v1","resources":[\
				{"resource":"gadgets","responseKind":{"group":"","version":"","kind":"Gadget"},"scope":"Cluster",\
				"singularResource":"gadget","verbs":VERBS},\
				{"resource":"readings","responseKind":{"group":"","version":"","kind":"Reading"},\
				"scope":"Namespaced","singularResource":"reading","verbs":["get","list"]},\
				{"resource":"widgets","responseKind":{"group":"","version":"","kind":"Widget"},"scope":"Namespaced",\
				"singularResource":"widget","verbs":VERBS,"shortNames":["wd"],"categories":["all"],"subresources":[\
				{"subresource":"echo","responseKind":{"group":"","version":"","kind":"Widget"},\
				"verbs":["create","get"]},\
				{"subresource":"scale","responseKind":{"group":"autoscaling","version":"v1","kind":"Scale"},\
				"verbs":["get","patch","update"]},\
				{"subresource":"status","responseKind":{"group":"","version":"","kind":"Widget"},\
				"verbs":["get","patch","update"]}]}],"freshness":"Current"},\
				{"version":"v1beta1","resources":[{"resource":"widgets",\
				"responseKind":{"group":"","version":"","kind":"Widget"},"scope":"Namespaced",\
				"singularResource":"widget","verbs":VERBS}],"freshness":"Current"}]}]}
				""".replace("VERBS", ALL_VERBS));
	}

	@Test
	void aggregatedDiscoveryIsNotSentAgainUnderItsTag() {
		String tag = answer("GET", "/apis", V2, "", false).headers().get("ETag");
		DiscoveryResponse response = answer("GET", "/apis", V2, tag, false);
		assertThat(response.status()).isEqualTo(304);
		assertThat(response.body()).isEmpty();
		assertThat(response.headers()).containsEntry("ETag", tag);
		for (String other : List.of("W/" + tag, "*", tag + ", \"x\"", "\"x\"")) {
			DiscoveryResponse again = answer("GET", "/apis", V2, other, false);
			assertThat(again.status()).as(other).isEqualTo(200);
			assertThat(text(again)).startsWith("{\"kind\":\"APIGroupDiscoveryList\"");
		}
	}

	@Test
	void aggregatedDiscoveryIsIndentedForPeople() {
		DiscoveryResponse response = answer("GET", "/apis", V2, "", true);
		assertThat(text(response)).startsWith("{\n  \"kind\": \"APIGroupDiscoveryList\",\n").endsWith("\n}");
	}

	@Test
	void betaOfAggregatedDiscoveryIsNotAcceptable() {
		String beta = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> answer("GET", "/apis", beta, "", false))
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(406))
			.withMessageContaining("only the following media types are accepted: application/json, application/yaml");
		assertThat(text(answer("GET", "/apis", beta + ",application/json", "", false)))
			.startsWith("{\"kind\":\"APIGroupList\",\"groups\":");
	}

	@ParameterizedTest
	@CsvSource({ "POST, /apis", "HEAD, /apis", "PUT, /apis/demo.example.com", "DELETE, /apis/demo.example.com/v1",
			"POST, /version", "OPTIONS, /version" })
	void documentsCanOnlyBeRead(String method, String path) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> answer(method, path, "", "", false))
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(405))
			.withMessageContaining("the server does not allow this method on the requested resource");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/apis/unknown.example.com", "/apis/demo.example.com/v9", "/foo", "//", "/apis//",
			"//apis", "/index.html/", "/api", "/openapi", "/openapi/v2/", "/openapi/v4", "/versions" })
	void pathOfNoDocumentIsLeftToOthers(String path) {
		assertThat(answer("GET", path, "", "", false)).isNull();
	}

	@Test
	void knownGroupsAreTold() {
		assertThat(this.handler.knowsGroup("demo.example.com")).isTrue();
		assertThat(this.handler.knowsGroup("demo.example.com/v1")).isTrue();
		assertThat(this.handler.knowsGroup("example.com")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /", "POST, /", "GET, /index.html" })
	void indexListsEveryPathInOrder(String method, String path) {
		DiscoveryResponse response = answer(method, path, "", "", false);
		assertThat(response.headers()).containsEntry("Content-Type", "application/json");
		assertThat(text(response)).isEqualTo("""
				{
				  "paths": [
				    "/apis",
				    "/apis/demo.example.com",
				    "/apis/demo.example.com/v1",
				    "/apis/demo.example.com/v1beta1",
				    "/healthz",
				    "/livez",
				    "/openapi/v2",
				    "/openapi/v3",
				    "/openapi/v3/apis/demo.example.com/v1",
				    "/openapi/v3/apis/demo.example.com/v1beta1",
				    "/readyz",
				    "/version"
				  ]
				}""");
		assertThat(this.handler.indexDocument()).isEqualTo(response.body());
	}

	@Test
	void versionIsTheApplications() {
		String text = text(get("/version"));
		assertThat(text).startsWith("{\n  \"major\": \"1\",\n  \"minor\": \"2\",\n  \"gitVersion\": \"v1.2.3-rc.1\",\n")
			.endsWith("\n}");
		JsonNode version = TreeCodec.SHARED.readTree(text.getBytes(StandardCharsets.UTF_8));
		assertThat(version.propertyNames()).containsExactly("major", "minor", "gitVersion", "gitCommit", "gitTreeState",
				"buildDate", "goVersion", "compiler", "platform");
		assertThat(version.path("buildDate").stringValue()).isEqualTo("2026-11-25T00:00:00Z");
		assertThat(version.path("platform").stringValue()).matches("[a-z0-9 ]+/[a-z0-9_]+");
	}

	@Test
	void documentsComeAsYamlWhenAskedFor() {
		DiscoveryResponse response = answer("GET", "/apis/demo.example.com", "application/yaml", "", false);
		assertThat(response.headers()).containsEntry("Content-Type", "application/yaml");
		assertThat(text(response)).isEqualTo("""
				apiVersion: v1
				kind: APIGroup
				name: demo.example.com
				preferredVersion:
				  groupVersion: demo.example.com/v1
				  version: v1
				versions:
				- groupVersion: demo.example.com/v1
				  version: v1
				- groupVersion: demo.example.com/v1beta1
				  version: v1beta1
				""");
	}

	@Test
	void documentsAreIndentedForPeople() {
		assertThat(text(answer("GET", "/apis/demo.example.com", "", "", true)))
			.startsWith("{\n  \"kind\": \"APIGroup\",\n  \"apiVersion\": \"v1\",\n")
			.endsWith("}");
	}

	@Test
	void everyResourceOfTheListIsInTheAggregatedList() {
		List<String> listed = new ArrayList<>();
		TreeCodec.SHARED.readTree(get("/apis/demo.example.com/v1").body())
			.path("resources")
			.forEach((resource) -> listed.add(resource.path("name").stringValue()));
		List<String> aggregated = new ArrayList<>();
		TreeCodec.SHARED.readTree(answer("GET", "/apis", V2, "", false).body())
			.at("/items/0/versions/0/resources")
			.forEach((resource) -> {
				String name = resource.path("resource").stringValue();
				aggregated.add(name);
				resource.path("subresources")
					.forEach((part) -> aggregated.add(name + "/" + part.path("subresource").stringValue()));
			});
		assertThat(aggregated).containsExactlyElementsOf(listed)
			.containsExactly("gadgets", "readings", "widgets", "widgets/echo", "widgets/scale", "widgets/status");
	}

	private DiscoveryResponse get(String path) {
		DiscoveryResponse response = answer("GET", path, "", "", false);
		assertThat(response).isNotNull();
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers()).containsEntry("Content-Type", "application/json");
		return response;
	}

	private @Nullable DiscoveryResponse answer(String method, String path, String accept, String ifNoneMatch,
			boolean pretty) {
		return this.handler.answer(new DiscoveryRequest(method, path, accept, ifNoneMatch, "", pretty));
	}

	private static String text(DiscoveryResponse response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

}
