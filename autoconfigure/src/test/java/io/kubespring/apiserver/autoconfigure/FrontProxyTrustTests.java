package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.autoconfigure.ExtensionServer.Exchange;
import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom a server in a cluster takes its callers for, asked over TLS by both versions of
 * HTTP. Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FrontProxyTrustTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String ECHO = "/apis/g.io/v1/namespaces/n/foos/x/echo";

	private static final String USER = "X-Remote-User";

	private static final String GROUP = "X-Remote-Group";

	private static final String UNAUTHORIZED = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
			+ "\"status\":\"Failure\",\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}\n";

	private static final TestCertificates OTHER_PROXY = ExtensionServer.FRONT_PROXIES.leaf("other")
		.alternatives("front-proxy-client");

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	private boolean trustChanged;

	@BeforeAll
	static void start() throws Exception {
		server = ExtensionServer.start(directory);
		server.createFoo("n", "x");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void restoreTrust() {
		if (this.trustChanged) {
			server.publishTrust();
		}
		server.allow((spec) -> spec.path("user").asString("").equals("alice"));
	}

	@ParameterizedTest
	@EnumSource
	void case1CallerWithoutAnythingIsAnonymous(Version version) throws Exception {
		Exchange exchange = list(version, null);
		assertForbidden(exchange, "system:anonymous");
		assertReview(exchange, "system:anonymous", "system:unauthenticated");
	}

	@ParameterizedTest
	@EnumSource
	void cases2And3HeadersWithoutCertificateAreWorthNothing(Version version) throws Exception {
		assertForbidden(list(version, null, USER, "alice"), "system:anonymous");
		Exchange exchange = list(version, null, USER, "a", GROUP, "system:masters");
		assertForbidden(exchange, "system:anonymous");
		assertReview(exchange, "system:anonymous", "system:unauthenticated");
	}

	@ParameterizedTest
	@EnumSource
	void case4ProxyNamesUser(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.PROXY, USER, "alice");
		assertListed(exchange);
		assertReview(exchange, "alice", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void case5GroupsKeepTheirOrder(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.PROXY, USER, "alice", GROUP, "dev", GROUP, "ops");
		assertListed(exchange);
		assertReview(exchange, "alice", "dev", "ops", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void cases6And7GroupsAreNeitherSplitNorEmpty(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.PROXY, USER, "alice", GROUP, "dev,ops", GROUP, "");
		assertListed(exchange);
		assertReview(exchange, "alice", "dev,ops", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void case8MastersAreNotReviewed(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.PROXY, USER, "root", GROUP, "system:masters");
		assertListed(exchange);
		assertThat(exchange.reviews()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void cases9To11ProxyWithoutUserIsUnauthorized(Version version) throws Exception {
		assertUnauthorized(list(version, ExtensionServer.PROXY));
		assertUnauthorized(list(version, ExtensionServer.PROXY, USER, ""));
		assertUnauthorized(list(version, ExtensionServer.PROXY, USER, "", USER, "alice"));
	}

	@ParameterizedTest
	@EnumSource
	void case12FirstUserCounts(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.PROXY, USER, "alice", USER, "root");
		assertListed(exchange);
		assertReview(exchange, "alice", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void case13UserIsNotSplit(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.PROXY, USER, "alice,root");
		assertForbidden(exchange, "alice,root");
		assertReview(exchange, "alice,root", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void cases27And28UidNeedsItsHeaderName(Version version) throws Exception {
		Exchange without = get(version, ExtensionServer.PROXY, ECHO, USER, "alice", "X-Remote-Uid", "1");
		assertThat(without.body()).startsWith("alice ").doesNotContain("x-remote");
		assertThat(review(without).has("uid")).isFalse();
		change("requestheader-uid-headers", "[\"X-Remote-Uid\"]");
		Eventually.isTrue(() -> !server.trust().requestHeader().uidHeaders().isEmpty());
		Exchange with = list(version, ExtensionServer.PROXY, USER, "alice", "X-Remote-Uid", "1");
		assertListed(with);
		assertThat(review(with).path("uid").asString()).isEqualTo("1");
	}

	@ParameterizedTest
	@EnumSource
	void case29CodeOfUserSeesNoIdentityHeaders(Version version) throws Exception {
		Exchange exchange = get(version, ExtensionServer.PROXY, ECHO, USER, "alice", GROUP, "dev",
				"X-Remote-Extra-Scope", "s", "Authorization", "Bearer t", "X-Own", "kept");
		assertThat(exchange.body()).startsWith("alice ")
			.contains("x-own")
			.doesNotContain("x-remote")
			.doesNotContain("authorization");
	}

	@ParameterizedTest
	@EnumSource
	void case30CodeOfUserSeesNoSpoofedHeadersOfAnonymous(Version version) throws Exception {
		server.allow((spec) -> spec.path("user").asString("").equals("system:anonymous"));
		Exchange exchange = get(version, null, ECHO, USER, "alice", GROUP, "system:masters", "X-Own", "kept");
		assertThat(exchange.body()).startsWith("system:anonymous ").contains("x-own").doesNotContain("x-remote");
	}

	@ParameterizedTest
	@EnumSource
	void cases33And36ProxyOfOtherNameIsUnauthorized(Version version) throws Exception {
		assertUnauthorized(list(version, OTHER_PROXY, USER, "alice"));
	}

	@ParameterizedTest
	@EnumSource
	void case34AnyNameWillDoWhenNoneIsRequired(Version version) throws Exception {
		change("requestheader-allowed-names", "[]");
		Eventually.isTrue(() -> server.trust().requestHeader().allowedNames().isEmpty());
		Exchange exchange = list(version, OTHER_PROXY, USER, "alice");
		assertListed(exchange);
		assertReview(exchange, "alice", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void case35NamesAreComparedWithCase(Version version) throws Exception {
		change("requestheader-allowed-names", "[\"FRONT-PROXY-CLIENT\"]");
		Eventually.isTrue(() -> server.trust().requestHeader().allowedNames().contains("FRONT-PROXY-CLIENT"));
		assertUnauthorized(list(version, ExtensionServer.PROXY, USER, "alice"));
	}

	@ParameterizedTest
	@EnumSource
	void case37ProxyOfAnotherAuthorityIsUnauthorized(Version version) throws Exception {
		TestCertificates stranger = TestCertificates.authority("fp").leaf("front-proxy-client");
		assertUnauthorized(list(version, stranger, USER, "alice"));
	}

	@ParameterizedTest
	@EnumSource
	void case38ClientNamedLikeProxyIsItself(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.CLIENTS.leaf("front-proxy-client"), USER, "root");
		assertForbidden(exchange, "front-proxy-client");
		assertReview(exchange, "front-proxy-client", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void case39ClientIsItselfWhateverItsHeaders(Version version) throws Exception {
		Exchange exchange = list(version, ExtensionServer.ALICE, USER, "root", GROUP, "system:masters");
		assertListed(exchange);
		assertReview(exchange, "alice", "dev", "ops", "system:authenticated");
	}

	@ParameterizedTest
	@EnumSource
	void case40ClientIsItselfWhenAuthoritiesAreShared(Version version) throws Exception {
		change("requestheader-client-ca-file", ExtensionServer.CLIENTS.pem());
		Eventually.isTrue(() -> server.trust()
			.requestHeader()
			.authorities()
			.certificates()
			.contains(ExtensionServer.CLIENTS.issue()));
		Exchange exchange = list(version, ExtensionServer.ALICE, USER, "root");
		assertListed(exchange);
		assertReview(exchange, "alice", "dev", "ops", "system:authenticated");
	}

	@Test
	void case53UsersOfOneConnectionAreNotMixedUp() throws Exception {
		server.allow((spec) -> spec.path("user").asString("").matches("user[0-9]*[02468]"));
		int before = server.host().accessReviews().size();
		HttpClient client = server.client(Version.HTTP_2, ExtensionServer.PROXY);
		List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			streams.add(client.sendAsync(server.request("/apis/g.io/v1/namespaces/n" + i + "/foos")
				.version(Version.HTTP_2)
				.header(USER, "user" + i)
				.build(), BodyHandlers.ofString()));
		}
		for (int i = 0; i < 100; i++) {
			String body = streams.get(i).get(20, TimeUnit.SECONDS).body();
			assertThat(body).contains((i % 2 == 0) ? "\"kind\":\"FooList\""
					: "User \\\"user" + i
							+ "\\\" cannot list resource \\\"foos\\\" in API group \\\"g.io\\\" in the namespace"
							+ " \\\"n" + i + "\\\"");
		}
		List<JsonNode> reviews = server.host().accessReviews();
		Map<String, String> namespaces = new HashMap<>();
		for (JsonNode review : reviews.subList(before, reviews.size())) {
			namespaces.put(review.path("user").asString(),
					review.path("resourceAttributes").path("namespace").asString());
		}
		assertThat(namespaces).hasSize(100)
			.allSatisfy((user, namespace) -> assertThat(namespace).isEqualTo(user.replace("user", "n")));
	}

	private void change(String key, String value) {
		this.trustChanged = true;
		server.host().changeAuthenticationConfig(key, value);
	}

	private static Exchange list(Version version, @Nullable TestCertificates identity, String... headers)
			throws Exception {
		return get(version, identity, LIST, headers);
	}

	private static Exchange get(Version version, @Nullable TestCertificates identity, String path, String... headers)
			throws Exception {
		HttpRequest.Builder request = server.request(path);
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		return server.exchange(version, identity, request);
	}

	private static void assertListed(Exchange exchange) {
		assertThat(exchange.body()).startsWith("{\"apiVersion\":\"g.io/v1\",\"items\":[").contains("\"x\"");
		assertThat(exchange.status()).isEqualTo(200);
	}

	private static void assertUnauthorized(Exchange exchange) {
		assertThat(exchange.body()).isEqualTo(UNAUTHORIZED);
		assertThat(exchange.status()).isEqualTo(401);
		assertThat(exchange.header("Content-Type")).isEqualTo("application/json");
		assertThat(exchange.header("Cache-Control")).isEqualTo("no-cache, private");
		assertThat(exchange.header("Audit-Id")).hasSize(36);
		assertThat(exchange.header("WWW-Authenticate")).isEmpty();
		assertThat(exchange.reviews()).isEmpty();
	}

	private static void assertForbidden(Exchange exchange, String user) {
		assertThat(exchange.body()).isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
				+ "\"status\":\"Failure\",\"message\":\"foos.g.io is forbidden: User \\\"" + user
				+ "\\\" cannot list resource \\\"foos\\\" in API group \\\"g.io\\\" at the cluster scope\","
				+ "\"reason\":\"Forbidden\",\"details\":{\"group\":\"g.io\",\"kind\":\"foos\"},\"code\":403}\n");
		assertThat(exchange.status()).isEqualTo(403);
		assertThat(exchange.header("Content-Type")).isEqualTo("application/json");
		assertThat(exchange.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(exchange.header("Cache-Control")).isEqualTo("no-cache, private");
	}

	private static void assertReview(Exchange exchange, String user, String... groups) {
		JsonNode review = review(exchange);
		assertThat(review.path("user").asString()).isEqualTo(user);
		assertThat(review.path("groups")).extracting(JsonNode::asString).containsExactly(groups);
		assertThat(review.path("resourceAttributes"))
			.hasToString("{\"verb\":\"list\",\"group\":\"g.io\",\"version\":\"v1\",\"resource\":\"foos\"}");
	}

	private static JsonNode review(Exchange exchange) {
		assertThat(exchange.reviews()).hasSize(1);
		return exchange.reviews().get(0);
	}

}
