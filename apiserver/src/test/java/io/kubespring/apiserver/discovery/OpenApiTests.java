package io.kubespring.apiserver.discovery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.kubespring.apiserver.codec.TreeCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpenApiHandler} and the documents it serves.
 */
class OpenApiTests {

	private static final String V3 = "/openapi/v3/apis/demo.example.com/v1";

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

	private final DiscoveryHandler handler = new DiscoveryHandler(DemoResources.registry(),
			new VersionInfo("v1.2.3", ""), Clock.fixed(Instant.parse("2026-11-25T20:15:00Z"), ZoneOffset.UTC));

	@Test
	void rootNamesDocumentsByTheirDigests() {
		DiscoveryResponse root = get("/openapi/v3");
		assertThat(root.headers()).containsEntry("Content-Type", "application/json").doesNotContainKey("Vary");
		assertThat(root.headers().get("ETag")).matches("\"[0-9A-F]{128}\"");
		JsonNode paths = json(root).path("paths");
		assertThat(paths.propertyNames()).containsExactly("apis/demo.example.com/v1", "apis/demo.example.com/v1beta1");
		assertThat(paths.path("apis/demo.example.com/v1").path("serverRelativeURL").stringValue())
			.matches("/openapi/v3/apis/demo\\.example\\.com/v1\\?hash=[0-9A-F]{128}")
			.isEqualTo(V3 + "?hash=" + tag(get(V3)));
	}

	@Test
	void documentUnderItsDigestMayBeKeptForEver() {
		String hash = tag(get(V3));
		DiscoveryResponse response = answer(V3, "", "", hash);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers()).containsEntry("Content-Type", "application/json")
			.containsEntry("Cache-Control", "public, immutable")
			.containsEntry("Expires", "Thu, 25 Nov 2027 20:15:00 GMT")
			.containsEntry("Vary", "Accept")
			.containsEntry("ETag", "\"" + hash + "\"");
		assertThat(json(response).path("openapi").stringValue()).isEqualTo("3.0.0");
		assertThat(get(V3).headers()).doesNotContainKeys("Cache-Control", "Expires");
		assertThat(get(V3).body()).isEqualTo(response.body());
	}

	@Test
	void staleDigestIsRedirected() {
		DiscoveryResponse response = answer(V3, "", "", "ABC");
		assertThat(response.status()).isEqualTo(301);
		assertThat(response.headers()).containsEntry("Location", V3 + "?hash=" + tag(get(V3)));
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/openapi/v3", V3, "/openapi/v2" })
	void documentIsNotSentAgainUnderItsTag(String path) {
		String tag = "\"" + tag(get(path)) + "\"";
		for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
			DiscoveryResponse response = answer(path, "", known, "");
			assertThat(response.status()).as(known).isEqualTo(304);
			assertThat(response.body()).isEmpty();
			assertThat(response.headers()).containsEntry("ETag", tag);
		}
		assertThat(answer(path, "", "\"x\"", "").body()).isEqualTo(get(path).body());
	}

	@ParameterizedTest
	@CsvSource({ V3 + ", text/html", V3 + ", application/com.github.proto-openapi.spec.v3.v1.0+protobuf",
			"/openapi/v2, text/html", "/openapi/v2, application/yaml" })
	void otherMediaTypesAreNotAcceptable(String path, String accept) {
		DiscoveryResponse response = answer(path, accept, "", "");
		assertThat(response.status()).isEqualTo(406);
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*/*", "application/*", "application/json", "application/json, */*",
			"application/com.github.proto-openapi.spec.v3@v1.0+protobuf, application/json;q=0.5" })
	void jsonIsSpoken(String accept) {
		assertThat(answer(V3, accept, "", "").body()).isEqualTo(get(V3).body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/openapi/v3/", "/openapi/v3/apis/nope/v1", "/openapi/v3/apis/demo.example.com/v1/" })
	void unknownDocumentIsEmpty(String path) {
		DiscoveryResponse response = answer(path, "", "", "");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void everyPathThatIsServedIsNamedWithItsActions() {
		Map<String, List<String>> actions = new TreeMap<>();
		json(get(V3)).path("paths").properties().forEach((path) -> {
			List<String> found = new ArrayList<>();
			path.getValue().properties().stream().filter((item) -> METHODS.contains(item.getKey())).forEach((item) -> {
				assertThat(item.getValue().path("tags")).hasToString("[\"demoExampleCom_v1\"]");
				found.add(item.getKey() + " " + item.getValue().path("x-kubernetes-action").stringValue() + " "
						+ item.getValue().path("operationId").stringValue());
			});
			actions.put(path.getKey(), found);
		});
		String root = "/apis/demo.example.com/v1/";
		assertThat(actions.keySet()).containsExactlyInAnyOrder(root + "gadgets", root + "gadgets/{name}",
				root + "namespaces/{namespace}/readings", root + "namespaces/{namespace}/readings/{name}",
				root + "namespaces/{namespace}/widgets", root + "namespaces/{namespace}/widgets/{name}",
				root + "namespaces/{namespace}/widgets/{name}/echo",
				root + "namespaces/{namespace}/widgets/{name}/scale",
				root + "namespaces/{namespace}/widgets/{name}/status", root + "readings", root + "widgets");
		assertThat(actions.get(root + "widgets"))
			.containsExactly("get list listDemoExampleComV1WidgetForAllNamespaces");
		assertThat(actions.get(root + "namespaces/{namespace}/widgets")).containsExactlyInAnyOrder(
				"get list listDemoExampleComV1NamespacedWidget", "post post createDemoExampleComV1NamespacedWidget",
				"delete deletecollection deleteDemoExampleComV1CollectionNamespacedWidget");
		assertThat(actions.get(root + "namespaces/{namespace}/widgets/{name}")).containsExactlyInAnyOrder(
				"get get readDemoExampleComV1NamespacedWidget", "put put replaceDemoExampleComV1NamespacedWidget",
				"patch patch patchDemoExampleComV1NamespacedWidget",
				"delete delete deleteDemoExampleComV1NamespacedWidget");
		assertThat(actions.get(root + "namespaces/{namespace}/widgets/{name}/status")).containsExactlyInAnyOrder(
				"get get readDemoExampleComV1NamespacedWidgetStatus",
				"put put replaceDemoExampleComV1NamespacedWidgetStatus",
				"patch patch patchDemoExampleComV1NamespacedWidgetStatus");
		assertThat(actions.get(root + "namespaces/{namespace}/widgets/{name}/scale")).containsExactlyInAnyOrder(
				"get get readDemoExampleComV1NamespacedWidgetScale",
				"put put replaceDemoExampleComV1NamespacedWidgetScale",
				"patch patch patchDemoExampleComV1NamespacedWidgetScale");
		assertThat(actions.get(root + "namespaces/{namespace}/widgets/{name}/echo")).containsExactlyInAnyOrder(
				"get connect connectGetDemoExampleComV1NamespacedWidgetEcho",
				"post connect connectPostDemoExampleComV1NamespacedWidgetEcho");
		assertThat(actions.get(root + "gadgets/{name}")).contains("get get readDemoExampleComV1Gadget");
		assertThat(actions.get(root + "namespaces/{namespace}/readings/{name}"))
			.containsExactly("get get readDemoExampleComV1NamespacedReading");
	}

	@Test
	void patchListsWhatIsUnderstoodAndPromisesNoFieldValidation() {
		JsonNode item = json(get(V3)).path("paths")
			.path("/apis/demo.example.com/v1/namespaces/{namespace}/widgets/{name}");
		assertThat(item.at("/patch/requestBody/content").propertyNames()).containsExactly("application/json-patch+json",
				"application/merge-patch+json");
		assertThat(item.at("/patch/x-kubernetes-group-version-kind"))
			.hasToString("{\"group\":\"demo.example.com\",\"kind\":\"Widget\",\"version\":\"v1\"}");
		assertThat(names(item.at("/patch/parameters"))).containsExactly("dryRun", "fieldManager");
		assertThat(names(item.path("parameters"))).containsExactly("name", "namespace", "pretty");
		assertThat(get(V3).body()).asString(StandardCharsets.UTF_8).doesNotContain("fieldValidation");
		assertThat(get("/openapi/v2").body()).asString(StandardCharsets.UTF_8).doesNotContain("fieldValidation");
	}

	@Test
	void kindIsFoundByItsGroupVersionKind() {
		JsonNode schemas = json(get(V3)).at("/components/schemas");
		JsonNode widget = schemas.path("com.example.demo.v1.Widget");
		assertThat(widget.path("x-kubernetes-group-version-kind"))
			.hasToString("[{\"group\":\"demo.example.com\",\"kind\":\"Widget\",\"version\":\"v1\"}]");
		assertThat(widget.path("properties").propertyNames()).containsExactly("apiVersion", "kind", "metadata", "spec",
				"status");
		assertThat(widget.at("/properties/metadata/allOf/0/$ref").stringValue())
			.isEqualTo("#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
		assertThat(schemas.path("com.example.demo.v1.WidgetList").path("x-kubernetes-group-version-kind"))
			.hasToString("[{\"group\":\"demo.example.com\",\"kind\":\"WidgetList\",\"version\":\"v1\"}]");
		assertThat(schemas.at("/com.example.demo.v1.WidgetList/properties/items/items/$ref").stringValue())
			.isEqualTo("#/components/schemas/com.example.demo.v1.Widget");
	}

	@Test
	void memberThatCannotBeDoesNotExist() {
		assertThat(json(get(V3)).at("/components/schemas/com.example.demo.v1.Reading/properties").propertyNames())
			.containsExactly("apiVersion", "kind", "metadata", "spec");
	}

	@Test
	void specTellsOfItsJavaTypeAndStaysOpen() {
		JsonNode spec = json(get(V3)).at("/components/schemas/com.example.demo.v1.Widget/properties/spec");
		assertThat(spec.path("x-kubernetes-preserve-unknown-fields").booleanValue()).isTrue();
		assertThat(spec.path("required").isMissingNode()).isTrue();
		assertThat(spec.path("properties")).hasToString("""
				{"size":{"type":"integer"},"color":{"type":"string"},\
				"ports":{"type":"array","items":{"type":"object","x-kubernetes-preserve-unknown-fields":true,\
				"properties":{"port":{"type":"integer"},"protocol":{"type":"string"}}}},\
				"weights":{"type":"object","additionalProperties":{"type":"integer"}},\
				"parent":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}""");
	}

	@ParameterizedTest
	@ValueSource(strings = { V3, "/openapi/v2" })
	void everyReferenceLeadsToASchema(String path) {
		JsonNode document = json(get(path));
		Set<String> references = new HashSet<>();
		collect(document, references);
		assertThat(references).isNotEmpty()
			.allSatisfy(
					(reference) -> assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue());
	}

	@Test
	void metaSchemasKeepTheNamesOfTheReference() {
		Set<String> names = new HashSet<>(json(get(V3)).at("/components/schemas").propertyNames());
		names.removeIf((name) -> name.startsWith("com.example.demo.v1."));
		String meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
		assertThat(names).containsExactlyInAnyOrder(meta + "DeleteOptions", meta + "FieldsV1", meta + "ListMeta",
				meta + "ManagedFieldsEntry", meta + "ObjectMeta", meta + "OwnerReference", meta + "Patch",
				meta + "Preconditions", meta + "Status", meta + "StatusCause", meta + "StatusDetails", meta + "Time",
				meta + "ShardInfo", meta + "WatchEvent", "io.k8s.apimachinery.pkg.runtime.RawExtension",
				"io.k8s.api.autoscaling.v1.Scale", "io.k8s.api.autoscaling.v1.ScaleSpec",
				"io.k8s.api.autoscaling.v1.ScaleStatus");
	}

	@Test
	void swaggerHasTheSameDefinitionsWithoutDefaults() {
		DiscoveryResponse response = answer("/openapi/v2", "application/json", "", "");
		JsonNode swagger = json(response);
		assertThat(swagger.path("swagger").stringValue()).isEqualTo("2.0");
		Set<String> expected = new HashSet<>(json(get(V3)).at("/components/schemas").propertyNames());
		expected
			.addAll(json(get("/openapi/v3/apis/demo.example.com/v1beta1")).at("/components/schemas").propertyNames());
		assertThat(swagger.path("definitions").propertyNames()).containsExactlyInAnyOrderElementsOf(expected);
		assertThat(swagger.at("/definitions/io.k8s.api.autoscaling.v1.ScaleSpec/properties/replicas").propertyNames())
			.containsExactlyInAnyOrder("description", "type", "format");
		assertThat(swagger.at("/definitions/com.example.demo.v1.Widget/properties/spec"))
			.hasToString("{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}");
		JsonNode patch = swagger.path("paths")
			.path("/apis/demo.example.com/v1/namespaces/{namespace}/widgets/{name}")
			.path("patch");
		assertThat(patch.path("consumes"))
			.hasToString("[\"application/json-patch+json\",\"application/merge-patch+json\"]");
		assertThat(patch.path("produces")).hasToString("[\"application/json\",\"application/yaml\"]");
		assertThat(names(patch.path("parameters"))).containsExactly("dryRun", "fieldManager", "body");
		assertThat(patch.at("/responses/200/schema/$ref").stringValue())
			.isEqualTo("#/definitions/com.example.demo.v1.Widget");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/com.github.proto-openapi.spec.v2.v1.0+protobuf",
			"application/com.github.proto-openapi.spec.v2@v1.0+protobuf" })
	void swaggerIsAlsoSpokenAsProtocolBuffer(String accept) {
		DiscoveryResponse response = answer("/openapi/v2", accept, "", "");
		assertThat(response.headers())
			.containsEntry("Content-Type", "application/com.github.proto-openapi.spec.v2.v1.0+protobuf")
			.containsEntry("ETag", get("/openapi/v2").headers().get("ETag"));
		assertThat(response.body()).startsWith(0x0A, 3, '2', '.', '0', 0x12);
		assertThat(response.body()).asString(StandardCharsets.UTF_8)
			.contains("/apis/demo.example.com/v1/widgets", "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta",
					"x-kubernetes-group-version-kind");
	}

	private static void collect(JsonNode node, Set<String> references) {
		if (node.path("$ref").isString()) {
			references.add(node.path("$ref").stringValue());
		}
		node.forEach((child) -> collect(child, references));
	}

	private static List<String> names(JsonNode parameters) {
		List<String> names = new ArrayList<>();
		parameters.forEach((parameter) -> names.add(parameter.path("name").stringValue()));
		return names;
	}

	private static String tag(DiscoveryResponse response) {
		return response.headers().get("ETag").replace("\"", "");
	}

	private static JsonNode json(DiscoveryResponse response) {
		return TreeCodec.SHARED.readTree(response.body());
	}

	private DiscoveryResponse get(String path) {
		DiscoveryResponse response = answer(path, "", "", "");
		assertThat(response.status()).isEqualTo(200);
		return response;
	}

	private @Nullable DiscoveryResponse answer(String path, String accept, String ifNoneMatch, String hash) {
		return this.handler.answer(new DiscoveryRequest("GET", path, accept, ifNoneMatch, hash, false));
	}

}
