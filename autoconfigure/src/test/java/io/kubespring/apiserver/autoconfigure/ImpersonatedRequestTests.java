package io.kubespring.apiserver.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.autoconfigure.ExtensionServer.Exchange;
import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers that act as somebody else, and a caller whose rights change, through a real
 * server. Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ImpersonatedRequestTests {

	private static final String FOOS = "/apis/g.io/v1/foos";

	private static final String ECHO = "/apis/g.io/v1/namespaces/n/foos/x/echo";

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	/**
	 * The caller of a test, whom tests call alice; each has its own, for it is remembered
	 * how a caller was somebody else the last time.
	 */
	private static String caller = "";

	private static int callers;

	/**
	 * What is allowed: a user, what it does, and the name.
	 */
	private static final Set<String> permissions = new TreeSet<>();

	@BeforeAll
	static void start() throws Exception {
		server = ExtensionServer.start(directory);
		server.namespace("n", "Active");
		server.createFoo("n", "x");
		server.allow(ImpersonatedRequestTests::isAllowed);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void callAnew() {
		permissions.clear();
		caller = "alice-" + callers++;
	}

	private static boolean isAllowed(JsonNode spec) {
		// By her certificate alice prepares what there is.
		return spec.path("user").asString().equals("alice") || permissions.contains(question(spec));
	}

	private static String question(JsonNode spec) {
		JsonNode attributes = spec.path("resourceAttributes");
		String user = spec.path("user").asString();
		return (user.equals(caller) ? "alice" : user) + " " + attributes.path("verb").asString("") + " "
				+ attributes.path("resource").asString("") + " " + attributes.path("name").asString("");
	}

	@ParameterizedTest
	@EnumSource
	void case124EffectiveUserIsTheOtherOne(Version version) throws Exception {
		permissions.addAll(List.of("alice impersonate users bob", "bob get foos x"));
		Exchange exchange = ask(version, ExtensionServer.ALICE, ECHO, "Impersonate-User", "bob");
		assertThat(exchange.body()).startsWith("bob ").doesNotContain("impersonate");
		JsonNode last = exchange.reviews().get(exchange.reviews().size() - 1);
		assertThat(last.path("user").asString()).isEqualTo("bob");
		assertThat(last.path("groups")).extracting(JsonNode::asString).containsExactly("system:authenticated");
		assertThat(last.has("extra")).isFalse();
		assertThat(exchange.reviews()).extracting((spec) -> spec.path("user").asString())
			.containsOnlyOnce("bob")
			.contains(caller);
	}

	@ParameterizedTest
	@EnumSource
	void case124NoHeaderOfImpersonationReachesTheHandler(Version version) throws Exception {
		permissions.addAll(List.of("alice impersonate users bob", "alice impersonate groups g",
				"alice impersonate uids 1", "alice impersonate userextras v", "bob get foos x"));
		Exchange exchange = ask(version, ExtensionServer.ALICE, ECHO, "Impersonate-User", "bob", "Impersonate-Group",
				"g", "impersonate-uid", "1", "IMPERSONATE-EXTRA-Acme.com%2FTeam", "v", "X-Other", "1");
		assertThat(exchange.body()).startsWith("bob ").contains("x-other").doesNotContain("impersonate");
		JsonNode last = exchange.reviews().get(exchange.reviews().size() - 1);
		assertThat(last.path("uid").asString()).isEqualTo("1");
		assertThat(last.path("extra").toString()).as("120").isEqualTo("{\"acme.com/team\":[\"v\"]}");
	}

	@Test
	void case120ExtraOfSeveralSpellingsIsOne() throws Exception {
		permissions.addAll(List.of("alice impersonate users bob", "alice impersonate userextras 1",
				"alice impersonate userextras 2", "bob list foos "));
		RawRequest.Answer answer = RawRequest.send(server, ExtensionServer.PROXY, "GET " + FOOS,
				"X-Remote-User: " + caller, "Impersonate-User: bob", "Impersonate-Extra-Team: 1",
				"IMPERSONATE-EXTRA-TEAM: 2");
		assertThat(answer.body()).contains("\"kind\":\"FooList\"");
		assertThat(answer.reviews().get(answer.reviews().size() - 1).path("extra").toString())
			.isEqualTo("{\"team\":[\"1\",\"2\"]}");
	}

	@Test
	void case120ExtraOfAForwardedUserOfSeveralSpellingsIsOne() throws Exception {
		RawRequest.Answer answer = RawRequest.send(server, ExtensionServer.PROXY, "GET " + FOOS,
				"X-Remote-User: " + caller, "X-Remote-Extra-Team: 1", "X-REMOTE-EXTRA-TEAM: 2");
		assertThat(answer.reviews()).extracting((spec) -> spec.path("extra").toString())
			.containsExactly("{\"team\":[\"1\",\"2\"]}");
	}

	@Test
	void case124HeadersThatSayNothingDoNotReachTheHandlerEither() throws Exception {
		permissions.add("alice get foos x");
		assertThat(ask(Version.HTTP_1_1, ExtensionServer.ALICE, ECHO, "Impersonate-User", "").body())
			.startsWith(caller + " ")
			.doesNotContain("impersonate");
	}

	@ParameterizedTest
	@EnumSource
	void case125RefusedCallerIsTold(Version version) throws Exception {
		permissions.addAll(List.of("alice get foos x", "bob get foos x"));
		Exchange exchange = ask(version, ExtensionServer.ALICE, ECHO, "Impersonate-User", "bob");
		assertForbidden(exchange, "foos.g.io \\\"x\\\" is forbidden: User \\\"alice\\\" cannot"
				+ " impersonate-on:user-info:get resource \\\"foos/echo\\\" in API group \\\"g.io\\\" in the namespace"
				+ " \\\"n\\\"\",\"reason\":\"Forbidden\",\"details\":{\"name\":\"x\",\"group\":\"g.io\",\"kind\":\"foos\"}");
		assertThat(exchange.reviews()).noneMatch((spec) -> spec.path("user").asString().equals("bob"));
	}

	@ParameterizedTest
	@EnumSource
	void case126GroupWithoutUserIsABadRequest(Version version) throws Exception {
		permissions.add("alice list foos ");
		Exchange exchange = ask(version, ExtensionServer.ALICE, FOOS, "Impersonate-Group", "g1");
		assertThat(exchange.body()).isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":"
				+ "\"Failure\",\"message\":\"requested \\u0026user.DefaultInfo{Name:\\\"\\\", UID:\\\"\\\","
				+ " Groups:[]string{\\\"g1\\\"}, Extra:map[string][]string(nil)} without impersonating a user name\","
				+ "\"reason\":\"BadRequest\",\"code\":400}\n");
		assertThat(exchange.status()).isEqualTo(400);
		assertThat(exchange.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(exchange.reviews()).isEmpty();
	}

	@Test
	void case127ServiceAccountHasItsGroups() throws Exception {
		permissions.addAll(List.of("alice impersonate serviceaccounts s", "system:serviceaccount:n:s list foos "));
		Exchange exchange = ask(Version.HTTP_2, ExtensionServer.ALICE, FOOS, "Impersonate-User",
				"system:serviceaccount:n:s");
		assertThat(exchange.body()).contains("\"kind\":\"FooList\"");
		assertThat(exchange.reviews()).extracting(Attributes::of)
			.containsExactly("verb:impersonate-on:serviceaccount:list resource:foos group:g.io version:v1",
					"namespace:n verb:impersonate resource:serviceaccounts name:s version:v1",
					"verb:list resource:foos group:g.io version:v1");
		assertThat(exchange.reviews().get(2).path("groups")).extracting(JsonNode::asString)
			.containsExactly("system:serviceaccounts", "system:serviceaccounts:n", "system:authenticated");
	}

	@Test
	void case128GroupThatIsNotPermitted() throws Exception {
		permissions.addAll(List.of("alice impersonate users bob", "alice impersonate groups g1", "bob list foos "));
		assertThat(
				ask(Version.HTTP_2, ExtensionServer.ALICE, FOOS, "Impersonate-User", "bob", "Impersonate-Group", "g1")
					.body())
			.contains("\"kind\":\"FooList\"");
		Exchange exchange = ask(Version.HTTP_2, ExtensionServer.ALICE, FOOS, "Impersonate-User", "bob",
				"Impersonate-Group", "g1", "Impersonate-Group", "system:masters");
		assertForbidden(exchange, "groups \\\"system:masters\\\" is forbidden: User \\\"alice\\\" cannot impersonate"
				+ " resource \\\"groups\\\" in API group \\\"\\\" at the cluster scope\"");
	}

	@Test
	void case129AnonymousIsNobodyElse() throws Exception {
		permissions.add("bob list foos ");
		Exchange exchange = ask(Version.HTTP_2, null, FOOS, "Impersonate-User", "bob");
		assertForbidden(exchange, "User \\\"system:anonymous\\\" cannot impersonate-on:user-info:list");
	}

	@Test
	void case131ForwardedUserIsAskedAboutAndNotTheProxy() throws Exception {
		permissions.addAll(List.of("carol impersonate users bob", "front-proxy-client impersonate users dave",
				"bob list foos ", "dave list foos "));
		assertThat(ask(Version.HTTP_2, ExtensionServer.PROXY, FOOS, "X-Remote-User", "carol", "Impersonate-User", "bob")
			.body()).contains("\"kind\":\"FooList\"");
		Exchange exchange = ask(Version.HTTP_2, ExtensionServer.PROXY, FOOS, "X-Remote-User", "carol",
				"Impersonate-User", "dave");
		assertForbidden(exchange, "User \\\"carol\\\" cannot impersonate resource \\\"users\\\"");
		assertThat(exchange.reviews()).extracting((spec) -> spec.path("user").asString()).containsOnly("carol");
	}

	@Test
	void actuatorIsAskedForByTheOtherUser() throws Exception {
		server.allow((spec) -> spec.path("user").asString("").equals(caller)
				|| spec.path("nonResourceAttributes").path("path").asString("").equals("/actuator/health"));
		try {
			Exchange exchange = ask(Version.HTTP_2, ExtensionServer.ALICE, "/actuator/health", "Impersonate-User",
					"bob");
			assertThat(exchange.body()).contains("\"status\":\"UP\"");
			assertThat(exchange.reviews().get(exchange.reviews().size() - 1).path("user").asString()).isEqualTo("bob");
			assertForbidden(ask(Version.HTTP_2, ExtensionServer.ALICE, "/actuator", "Impersonate-User", "bob"),
					"User \\\"bob\\\" cannot get path \\\"/actuator\\\"");
		}
		finally {
			server.allow(ImpersonatedRequestTests::isAllowed);
		}
	}

	@ParameterizedTest
	@EnumSource
	void case123WatchGoesOnWhenItsUserMayNotWatchAnyMore(Version version) throws Exception {
		permissions.addAll(List.of("alice watch foos "));
		HttpResponse<InputStream> watch = server.client(version, ExtensionServer.PROXY)
			.send(server.request(FOOS + "?watch=1").header("X-Remote-User", caller).version(version).build(),
					BodyHandlers.ofInputStream());
		try (BufferedReader events = new BufferedReader(new InputStreamReader(watch.body(), StandardCharsets.UTF_8))) {
			assertThat(eventOf("x", events)).contains("\"type\":\"ADDED\"");
			permissions.remove("alice watch foos ");
			assertForbidden(ask(version, ExtensionServer.ALICE, FOOS + "?watch=1"),
					"User \\\"alice\\\" cannot watch resource \\\"foos\\\"");
			String name = "later-" + version.name().toLowerCase(Locale.ROOT).replace('_', '-');
			server.createFoo("n", name);
			assertThat(eventOf(name, events)).contains("\"type\":\"ADDED\"");
		}
	}

	private static String eventOf(String name, BufferedReader events) throws IOException {
		String line = events.readLine();
		while (!line.contains("\"name\":\"" + name + "\"")) {
			line = events.readLine();
		}
		return line;
	}

	private static void assertForbidden(Exchange exchange, String message) {
		assertThat(exchange.body()).contains(message.replace("alice", caller));
		assertThat(exchange.status()).isEqualTo(403);
		assertThat(exchange.header("X-Content-Type-Options")).isEqualTo("nosniff");
	}

	private static Exchange ask(Version version, @Nullable TestCertificates identity, String path, String... headers)
			throws Exception {
		HttpRequest.Builder request = server.request(path);
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		if (identity != ExtensionServer.ALICE) {
			return server.exchange(version, identity, request);
		}
		return server.exchange(version, ExtensionServer.PROXY, request.header("X-Remote-User", caller));
	}

}
