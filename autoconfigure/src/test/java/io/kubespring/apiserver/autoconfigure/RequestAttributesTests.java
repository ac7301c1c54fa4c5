package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.autoconfigure.ExtensionServer.Exchange;
import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the cluster is asked about a request, and what a refused caller is told. The
 * caller is anonymous and may nothing, so that requests of every kind end at the review.
 * Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RequestAttributesTests {

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					GET     | /foos                                      | verb:list resource:foos
					GET     | /foos?watch=1                              | verb:watch resource:foos
					GET     | /foos?watch                                | verb:watch resource:foos
					GET     | /foos?watch=nope                           | verb:watch resource:foos
					GET     | /foos?watch=False                          | verb:list resource:foos
					GET     | /watch/namespaces/n/foos?labelSelector=a=b | namespace:n verb:watch resource:foos
					GET     | /namespaces/n/foos/x                       | namespace:n verb:get resource:foos name:x
					HEAD    | /namespaces/n/foos/x                       | namespace:n verb:get resource:foos name:x
					POST    | /namespaces/n/foos                         | namespace:n verb:create resource:foos
					PUT     | /namespaces/n/foos/x                       | namespace:n verb:update resource:foos name:x
					PATCH   | /namespaces/n/foos/x                       | namespace:n verb:patch resource:foos name:x
					DELETE  | /namespaces/n/foos/x                       | namespace:n verb:delete resource:foos name:x
					DELETE  | /namespaces/n/foos                         | namespace:n verb:deletecollection resource:foos
					DELETE  | /foos?fieldSelector=metadata.name=x        | verb:deletecollection resource:foos fields:metadata.name-In-[x]
					GET     | /foos?fieldSelector=metadata.name=x        | verb:list resource:foos name:x fields:metadata.name-In-[x]
					GET     | /foos?labelSelector=a%3Db,c+in+(d,e)       | verb:list resource:foos labels:a-In-[b];c-In-[d,e]
					GET     | /foos/x?watch=true                         | verb:get resource:foos name:x
					GET     | /foos/x/status                             | verb:get resource:foos subresource:status name:x
					PUT     | /foos/x/scale/extra                        | verb:update resource:foos subresource:scale name:x
					OPTIONS | /foos/x                                    | resource:foos name:x
					GET     | /namespaces                                | verb:list resource:namespaces
					GET     | /namespaces/n                              | namespace:n verb:get resource:namespaces name:n
					PUT     | /namespaces/n/finalize                     | namespace:n verb:update resource:namespaces subresource:finalize name:n
					GET     | /namespaces//foos                          | verb:list resource:foos
					GET     | //foos                                     | verb:get name:foos
					GET     | /namespaces/a%2Fb/foos                     | namespace:a verb:get resource:b name:foos
					GET     | /namespaces/a/%2e%2e/foos                  | namespace:a verb:get resource:.. name:foos
					GET     | /foos/                                     | verb:list resource:foos
					""")
	void case96ResourceAttributes(String method, String rest, String attributes) throws Exception {
		Exchange exchange = ask(Version.HTTP_2, null, method, "/apis/g.io/v1" + rest);
		assertThat(exchange.status()).isEqualTo(403);
		assertThat(exchange.reviews()).hasSize(1);
		assertThat(Attributes.of(exchange.reviews().get(0))).isEqualTo(attributes + " group:g.io version:v1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			GET     | /apis//v1/foos       | verb:list resource:foos version:v1
			GET     | /api/v1/pods         | verb:list resource:pods version:v1
			""")
	void case96OtherGroups(String method, String path, String attributes) throws Exception {
		Exchange exchange = ask(Version.HTTP_2, null, method, path);
		assertThat(exchange.status()).isEqualTo(403);
		assertThat(exchange.reviews()).extracting(Attributes::of).containsExactly(attributes);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			GET     | /apis/g.io/v1        | get
			GET     | /apis/g.io/v1/       | get
			GET     | /apis/g.io           | get
			GET     | /apis                | get
			GET     | /api                 | get
			POST    | /openapi/v2          | post
			GET     | /openapi/v3          | get
			GET     | /version             | get
			""")
	void case96NonResourceAttributes(String method, String path, String verb) throws Exception {
		assertReviewedAsPath(ask(Version.HTTP_2, null, method, path), path, verb);
	}

	@ParameterizedTest
	@EnumSource
	void case96WatchOfNothingIsNotAsked(Version version) throws Exception {
		Exchange exchange = ask(version, null, "GET", "/apis/g.io/v1/watch?a=%2F");
		assertThat(exchange.body())
			.isEqualTo("Internal Server Error: \"/apis/g.io/v1/watch?a=%2F\": failed to create RequestInfo: unable to"
					+ " determine kind and namespace from url, /apis/g.io/v1/watch\n");
		assertThat(exchange.status()).isEqualTo(500);
		assertThat(exchange.reviews()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/healthz", "/livez", "/readyz" })
	void case97ProbesAreNotReviewed(String path) throws Exception {
		for (Version version : Version.values()) {
			for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
				Exchange exchange = ask(version, null, method, path);
				assertThat(exchange.body()).as(method).isEqualTo("ok");
				assertThat(exchange.reviews()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/healthz/ping", "/livez/" })
	void case98OtherPathsOfHealthAreReviewed(String path) throws Exception {
		for (Version version : Version.values()) {
			assertReviewedAsPath(ask(version, null, "GET", path), path, "get");
		}
	}

	/**
	 * These are nobody's, and so the application's: not below the claimed paths.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "//healthz", "/HEALTHZ" })
	void case98PathsThatOnlyLookLikeHealthAreNotHealth(String path) throws Exception {
		Exchange exchange = ask(Version.HTTP_1_1, null, "GET", path);
		assertThat(exchange.body()).isNotEqualTo("ok").contains("\"status\":404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/health", "/actuator;x=1/health", "/%61ctuator/health",
			"/actuator/health;x=1/liveness", "/actuator%2Fhealth", "/actuator/" })
	void actuatorIsAskedForAsPath(String path) throws Exception {
		for (Version version : Version.values()) {
			Exchange exchange = ask(version, null, "GET", path);
			assertReviewedAsPath(exchange, path.replace("%61", "a").replace("%2F", "/"), "get");
		}
	}

	@Test
	void actuatorAnswersWhoMayAsk() throws Exception {
		Exchange exchange = ask(Version.HTTP_2, ExtensionServer.ALICE, "GET", "/actuator/health");
		assertThat(exchange.body()).contains("\"status\":\"UP\"");
		assertThat(exchange.reviews()).extracting(Attributes::of).containsExactly("path:/actuator/health verb:get");
	}

	@ParameterizedTest
	@EnumSource
	void case119WatchOfNothingIsRefusedBeforeAnybodyIsAsked(Version version) throws Exception {
		int before = server.host().calls().size();
		HttpRequest.Builder request = server.request("/apis/g.io/v1/watch").header("Authorization", "Bearer bad");
		Exchange exchange = server.exchange(version, null, request);
		assertThat(exchange.body()).isEqualTo("Internal Server Error: \"/apis/g.io/v1/watch\": failed to create"
				+ " RequestInfo: unable to determine kind and namespace from url, /apis/g.io/v1/watch\n");
		assertThat(exchange.header("Cache-Control")).isEmpty();
		assertThat(server.host().calls().subList(before, server.host().calls().size()))
			.noneMatch((call) -> call.path().endsWith("reviews"));
	}

	@ParameterizedTest
	@EnumSource
	void case122TimeoutThatIsNoneIsRefusedBeforeAnybodyIsAsked(Version version) throws Exception {
		Exchange exchange = ask(version, null, "GET", "/apis/g.io/v1/foos?timeout=banana");
		assertThat(exchange.body()).contains("\"message\":\"invalid timeout specified in the request URL - ");
		assertThat(exchange.status()).isEqualTo(400);
		assertThat(exchange.reviews()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void auditIdOfTheCallerIsKept(Version version) throws Exception {
		Exchange given = server.exchange(version, null,
				server.request("/apis/g.io/v1/foos").header("Audit-ID", "0815-4711"));
		assertThat(given.header("Audit-Id")).isEqualTo("0815-4711");
		String first = ask(version, null, "GET", "/apis/g.io/v1/foos").header("Audit-Id");
		String second = ask(version, null, "GET", "/apis/g.io/v1/foos").header("Audit-Id");
		assertThat(first).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
			.isNotEqualTo(second);
	}

	private static void assertReviewedAsPath(Exchange exchange, String path, String verb) {
		assertThat(exchange.body()).isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
				+ "\"status\":\"Failure\",\"message\":\"forbidden: User \\\"system:anonymous\\\" cannot " + verb
				+ " path \\\"" + path + "\\\"\",\"reason\":\"Forbidden\",\"details\":{},\"code\":403}\n");
		assertThat(exchange.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(exchange.reviews()).extracting(Attributes::of).containsExactly("path:" + path + " verb:" + verb);
	}

	private static Exchange ask(Version version, @Nullable TestCertificates identity, String method, String path)
			throws Exception {
		HttpRequest.Builder request = server.request(path);
		return server.exchange(version, identity, request.method(method, BodyPublishers.noBody()));
	}

}
