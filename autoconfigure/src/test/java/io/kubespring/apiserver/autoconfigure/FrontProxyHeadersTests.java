package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.cluster.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers of a front proxy in all their spellings and lengths, octet by octet over both
 * versions of HTTP. Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FrontProxyHeadersTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String ECHO = "/apis/g.io/v1/namespaces/n/foos/x/echo";

	private static final String USER = "x-remote-user";

	private static final String GROUP = "x-remote-group";

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
	}

	@Test
	void case14NamesOfHeadersHaveNoCase() throws Exception {
		proxied(Version.HTTP_1_1, LIST, "x-rEmOtE-uSeR", "alice").isListed().isReviewedAs("alice");
	}

	@ParameterizedTest
	@EnumSource
	void case15UnderscoresAreNoDashes(Version version) throws Exception {
		proxied(version, LIST, "x_remote_user", "alice").isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case16UnderscoresAreNoDashesForAnybody(Version version) throws Exception {
		Wire.ask(server, version, null, LIST, "x_remote_user", "alice")
			.isForbidden("system:anonymous")
			.isReviewedAs("system:anonymous", "system:unauthenticated");
	}

	@Test
	void case17HopByHopDoesNotTakeTheUserAway() throws Exception {
		proxied(Version.HTTP_1_1, LIST, "X-Remote-User", "alice", "Connection", "X-Remote-User").isListed()
			.isReviewedAs("alice");
	}

	@Test
	void case17HeaderOfTheConnectionIsNoneOfAStream() throws Exception {
		Seen seen = proxied(Version.HTTP_2, LIST, USER, "alice", "connection", USER);
		assertThat(seen.failure()).contains("PROTOCOL_ERROR");
		assertThat(seen.reviews()).isEmpty();
		proxied(Version.HTTP_2, LIST, USER, "alice").isListed();
	}

	@Test
	void case18HopByHopDoesNotTakeGroupsAway() throws Exception {
		proxied(Version.HTTP_1_1, LIST, "X-Remote-User", "alice", "X-Remote-Group", "dev", "Connection",
				"close, X-Remote-Group")
			.isListed()
			.isReviewedAs("alice", "dev", "system:authenticated");
	}

	@Test
	void case19SpaceBeforeColonIsAMistake() throws Exception {
		Seen seen = proxied(Version.HTTP_1_1, LIST, "X-Remote-User", "alice", "X-Remote-User ", "root");
		assertThat(seen.status()).isEqualTo(400);
		assertThat(seen.reviews()).isEmpty();
	}

	@Test
	void case20UpperCaseInAStreamIsAMistake() throws Exception {
		Seen seen = proxied(Version.HTTP_2, LIST, "X-Remote-User", "alice");
		assertThat(seen.failure()).contains("PROTOCOL_ERROR");
		assertThat(seen.reviews()).isEmpty();
		proxied(Version.HTTP_2, LIST, USER, "alice").isListed();
	}

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource(delimiter = '|', textBlock = """
			21 | x-remote-extra-acme.com%2fproject | {"acme.com/project":["p1","p2"]}
			22 | x-remote-extra-a+b                | {"a+b":["p1","p2"]}
			23 | x-remote-extra-bad%zz             | {"bad%zz":["p1","p2"]}
			24 | x-remote-extra-%e4%bb%8a          | {"今":["p1","p2"]}
			25 | x-remote-extra-                   | {"":["p1","p2"]}
			26 | x-remote-extra-p%2520q            | {"p%20q":["p1","p2"]}
			""")
	void cases21To26KeysOfAttributesAreDecodedOnce(int number, String header, String extra) throws Exception {
		for (Version version : Version.values()) {
			Seen seen = proxied(version, LIST, USER, "alice", header, "p1", header, "p2");
			seen.isListed().isReviewedAs("alice");
			assertThat(seen.review().path("extra")).as("%d %s", number, version).hasToString(extra);
		}
	}

	@Test
	void cases21To26UpperCaseOfKeysIsLost() throws Exception {
		for (String spelling : List.of("X-Remote-Extra-Acme.com%2Fproject", "X-REMOTE-EXTRA-ACME.COM%2fPROJECT")) {
			Seen seen = proxied(Version.HTTP_1_1, LIST, USER, "alice", spelling, "p1");
			assertThat(seen.isListed().review().path("extra")).hasToString("{\"acme.com/project\":[\"p1\"]}");
		}
		Seen spellings = proxied(Version.HTTP_1_1, LIST, USER, "alice", "X-Remote-Extra-Scope", "a",
				"x-remote-extra-scope", "b", "X-Remote-Extra-%73cope", "c");
		assertThat(spellings.isListed().review().path("extra")).hasToString("{\"scope\":[\"a\",\"b\",\"c\"]}");
	}

	@ParameterizedTest
	@EnumSource
	void case31HeadersOfOtherNamesCountAndAreHidden(Version version) throws Exception {
		change("requestheader-username-headers", "[\"X-Custom-User\"]");
		change("requestheader-group-headers", "[\"X-Custom-Group\"]");
		change("requestheader-extra-headers-prefix", "[\"X-Custom-Extra-\"]");
		Eventually.isTrue(() -> server.trust().requestHeader().extraHeaderPrefixes().contains("X-Custom-Extra-"));
		Seen seen = proxied(version, ECHO, "x-custom-user", "alice", "x-custom-group", "dev", "x-custom-extra-scope",
				"s", USER, "root", GROUP, "system:masters", "x-remote-uid", "7", "x-remote-extra-scope", "t",
				"x-custom", "kept");
		assertThat(seen.body()).startsWith("alice ")
			.contains("x-custom")
			.doesNotContain("x-remote", "x-custom-user", "x-custom-group", "x-custom-extra");
		seen.isReviewedAs("alice", "dev", "system:authenticated");
		assertThat(seen.review().path("extra")).hasToString("{\"scope\":[\"s\"]}");
	}

	@ParameterizedTest
	@EnumSource
	void case32FirstHeaderWithAUserCounts(Version version) throws Exception {
		change("requestheader-username-headers", "[\"X-A\",\"X-B\"]");
		Eventually.isTrue(() -> server.trust().requestHeader().usernameHeaders().contains("X-B"));
		proxied(version, LIST, "x-b", "bob").isForbidden("bob").isReviewedAs("bob");
		proxied(version, LIST, "x-a", "", "x-a", "eve", "x-b", "bob").isForbidden("bob");
		proxied(version, LIST, "x-b", "bob", "x-a", "alice").isListed().isReviewedAs("alice");
	}

	@ParameterizedTest
	@EnumSource
	void case49ThousandGroupsFit(Version version) throws Exception {
		List<String> headers = new ArrayList<>(List.of(USER, "alice"));
		List<String> groups = new ArrayList<>();
		for (int i = 1000; i < 2000; i++) {
			groups.add("group-" + i + "x".repeat(50));
			headers.addAll(List.of(GROUP, groups.get(groups.size() - 1)));
		}
		groups.add("system:authenticated");
		proxied(version, LIST, headers.toArray(String[]::new)).isListed()
			.isReviewedAs("alice", groups.toArray(String[]::new));
	}

	@Test
	void case50HeadersWithoutMeasureAreRefused() throws Exception {
		String[] headers = new String[2 * 1100];
		for (int i = 0; i < headers.length; i += 2) {
			headers[i] = "x-filler-" + i;
			headers[i + 1] = "y".repeat(1000);
		}
		Seen first = proxied(Version.HTTP_1_1, LIST, headers);
		assertThat(first.status() + first.failure()).isEqualTo("431");
		assertThat(first.reviews()).isEmpty();
		Seen second = proxied(Version.HTTP_2, LIST, headers);
		assertThat(second.status() + " " + second.failure()).isEqualTo("431 ");
		assertThat(second.reviews()).isEmpty();
		for (Version version : Version.values()) {
			proxied(version, LIST, USER, "alice").isListed();
		}
	}

	@ParameterizedTest
	@EnumSource
	void case51LongSelectorIsReviewed(Version version) throws Exception {
		String selector = "a+in+(" + "v".repeat(60) + (",w" + "x".repeat(60)).repeat(1050) + ")";
		Seen seen = proxied(version, LIST + "?labelSelector=" + selector, USER, "alice");
		assertThat(seen.status()).isNotIn(0, 414, 431);
		assertThat(seen.review()
			.path("resourceAttributes")
			.path("labelSelector")
			.path("requirements")
			.path(0)
			.path("key")
			.asString()).isEqualTo("a");
	}

	@ParameterizedTest
	@EnumSource
	void case52TokenBesideAUserIsNotLookedAt(Version version) throws Exception {
		int before = server.host().calls("tokenreviews").size();
		proxied(version, LIST, USER, "alice", "authorization", "Bearer bad").isListed().isReviewedAs("alice");
		assertThat(server.host().calls("tokenreviews")).hasSize(before);
	}

	private void change(String key, String value) {
		this.trustChanged = true;
		server.host().changeAuthenticationConfig(key, value);
	}

	private static Seen proxied(Version version, String path, String... headers) throws Exception {
		return Wire.ask(server, version, ExtensionServer.PROXY, path, headers);
	}

}
