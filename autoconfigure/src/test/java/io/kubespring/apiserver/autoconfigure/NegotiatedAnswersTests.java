package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the form of answers, compressed and not, over a socket.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NegotiatedAnswersTests {

	private static final String WIDGETS = "/apis/test.example.com/v1/namespaces/default/widgets";

	private static final int LONGEST_PLAIN = 128 * 1024;

	@TempDir
	static Path directory;

	private static RunningServer server;

	private static HttpClient client;

	@BeforeAll
	static void start() throws Exception {
		server = RunningServer.start(directory);
		client = server.client(server.admin());
		create("small", 10);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static void create(String name, int size) throws Exception {
		String body = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"" + name
				+ "\",\"labels\":{\"set\":\"" + name.replaceAll("\\d", "") + "\"}},\"spec\":{\"color\":\""
				+ "x".repeat(size) + "\"}}";
		assertThat(client
			.send(server.request(WIDGETS).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
			.statusCode()).isEqualTo(201);
	}

	private static HttpResponse<byte[]> get(String path) throws Exception {
		return client.send(server.request(path).build(), BodyHandlers.ofByteArray());
	}

	private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
		return client.send(server.request(path).headers(headers).build(), BodyHandlers.ofByteArray());
	}

	private static String expand(HttpResponse<byte[]> response) throws IOException {
		assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(response.headers().allValues("Vary")).contains("Accept-Encoding");
		return text(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes());
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static void assertPlain(HttpResponse<byte[]> response) {
		assertThat(response.headers().map()).doesNotContainKeys("content-encoding", "vary");
		assertThat(text(response.body())).startsWith("{");
	}

	/**
	 * Make an object whose answer has a length.
	 */
	private static void createOfLength(String name, int length) throws Exception {
		create(name + "0", 1);
		int around = get(WIDGETS + "/" + name + "0").body().length - 1;
		create(name + "1", length - around);
		assertThat(get(WIDGETS + "/" + name + "1").body()).hasSize(length);
	}

	@Test
	void objectOfThe128thKiBIsPlainAndTheNextByteCompressesIt() throws Exception {
		createOfLength("edge", LONGEST_PLAIN);
		assertPlain(get(WIDGETS + "/edge1", "Accept-Encoding", "gzip"));
		createOfLength("over", LONGEST_PLAIN + 1);
		String plain = text(get(WIDGETS + "/over1").body());
		HttpResponse<byte[]> compressed = get(WIDGETS + "/over1", "Accept-Encoding", "br, gzip");
		assertThat(expand(compressed)).isEqualTo(plain);
		assertThat(get(WIDGETS + "/over1", "Accept-Encoding", "gzip").body()).isEqualTo(compressed.body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/yaml", "application/json;pretty=1",
			"application/json;as=Table;v=v1;g=meta.k8s.io",
			"application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io" })
	void longListIsCompressedInEveryForm(String accept) throws Exception {
		String set = "list" + Integer.toHexString(accept.hashCode()).replaceAll("\\d", "");
		for (int i = 0; i < 12; i++) {
			create(set + i, 50_000);
		}
		String path = WIDGETS + "?includeObject=Object&labelSelector=set%3D" + set;
		HttpResponse<byte[]> plain = get(path, "Accept", accept);
		assertThat(plain.headers().map()).doesNotContainKeys("content-encoding", "vary");
		HttpResponse<byte[]> answer = get(path, "Accept", accept, "Accept-Encoding", "gzip");
		if (accept.contains("Partial")) {
			assertPlain(answer);
			return;
		}
		assertThat(expand(answer).replaceAll("\"[0-9]+s\"", "AGE"))
			.isEqualTo(text(plain.body()).replaceAll("\"[0-9]+s\"", "AGE"));
		assertThat(answer.body().length).isLessThan(plain.body().length / 20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip;q=1.0", "GZIP", "deflate", "*", "identity" })
	void onlyTheBareWordAsksForGzip(String coding) throws Exception {
		String name = "bare" + Integer.toHexString(coding.hashCode()).replaceAll("\\d", "");
		create(name, 2 * LONGEST_PLAIN);
		assertPlain(get(WIDGETS + "/" + name, "Accept-Encoding", coding));
	}

	@Test
	void clientThatLeavesALongCompressedListDisturbsNobody() throws Exception {
		for (int i = 0; i < 20; i++) {
			create("leave" + i, 100_000);
		}
		String path = WIDGETS + "?labelSelector=set%3Dleave";
		InputStream left = client
			.send(server.request(path).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream())
			.body();
		assertThat(left.read()).isEqualTo(0x1f);
		left.close();
		assertThat(expand(get(path, "Accept-Encoding", "gzip"))).endsWith("}}\n").contains("leave19");
	}

	@Test
	void longErrorIsCompressed() throws Exception {
		String path = WIDGETS + "?limit=" + "x".repeat(4000);
		assertPlain(get(path, "Accept-Encoding", "gzip"));
		String body = "{\"kind\":\"Widget\",\"apiVersion\":\"test.example.com/v1\",\"metadata\":{\"name\":\""
				+ "x".repeat(70_000) + "\"},\"spec\":{}}";
		HttpResponse<byte[]> error = client.send(
				server.request(WIDGETS).header("Accept-Encoding", "gzip").POST(BodyPublishers.ofString(body)).build(),
				BodyHandlers.ofByteArray());
		assertThat(error.statusCode()).isEqualTo(422);
		assertThat(expand(error)).startsWith("{\"kind\":\"Status\"").contains("metadata.name: Invalid value");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "application/xml|{\\n  \"kind\": \"Status\"|406|application/json",
					"application/json;sv=v1|{\\n  \"kind\": \"Status\"|404|application/json",
					"application/yaml|apiVersion: v1\\ncode: 404|404|application/yaml",
					"application/*|{\"kind\":\"Status\"|404|application/json" })
	void errorsAreNegotiatedByThemselves(String accept, String start, int code, String type) throws Exception {
		HttpResponse<byte[]> error = get(WIDGETS + "/missing", "Accept", accept);
		assertThat(error.statusCode()).isEqualTo(code);
		assertThat(error.headers().allValues("Content-Type")).containsExactly(type);
		assertThat(text(error.body())).startsWith(start.replace("\\n", "\n"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "gzip, gzip", "gzip;q=1.0, gzip", "GZIP, gzip", "gzip;q=0, -", "*, -", "br, -" })
	void openApiOfVersion2IsCompressedByWeights(String accepted, String coding) throws Exception {
		HttpResponse<byte[]> document = get("/openapi/v2", "Accept-Encoding", accepted);
		assertThat(document.headers().allValues("Vary")).containsExactlyInAnyOrder("Accept", "Accept-Encoding");
		if (coding != null) {
			assertThat(expand(document)).startsWith("{\"swagger\":\"2.0\"");
		}
		else {
			assertThat(text(document.body())).startsWith("{\"swagger\":\"2.0\"");
		}
	}

	@Test
	void openApiOfVersion3IsNotCompressed() throws Exception {
		assertPlain(get("/openapi/v3", "Accept-Encoding", "gzip"));
		assertThat(get("/openapi/v3/apis/test.example.com/v1", "Accept-Encoding", "gzip").headers().allValues("Vary"))
			.containsExactly("Accept");
	}

	@ParameterizedTest
	@CsvSource({ "application/yaml, apiVersion: v1", "application/*, {\"kind\":\"Status\"",
			"application/xml, '{\n  \"kind\"'" })
	void versionIsJsonAlone(String accept, String start) throws Exception {
		HttpResponse<byte[]> refused = get("/version", "Accept", accept);
		assertThat(refused.statusCode()).isEqualTo(406);
		assertThat(text(refused.body())).startsWith(start)
			.contains("406: Not Acceptable", "Available representations: application/json");
		assertThat(text(get("/version", "Accept", "application/xml, */*;q=0").body())).startsWith("{\n  \"major\"");
	}

	@Test
	void aggregatedDiscoveryIsSpokenInYamlAndKnownDocumentsHaveNoType() throws Exception {
		String v2 = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
		HttpResponse<byte[]> yaml = get("/apis", "Accept", "application/json, application/yaml" + v2 + ";q=0.1");
		assertThat(yaml.headers().allValues("Content-Type")).isEqualTo(List.of("application/yaml" + v2));
		assertThat(text(yaml.body())).startsWith("apiVersion: apidiscovery.k8s.io/v2\nitems:\n");
		HttpResponse<byte[]> known = get("/apis", "Accept", "application/json" + v2, "If-None-Match",
				yaml.headers().firstValue("ETag").orElseThrow());
		assertThat(known.statusCode()).isEqualTo(304);
		assertThat(known.headers().map()).doesNotContainKey("content-type").containsKeys("etag", "vary", "audit-id");
	}

}
