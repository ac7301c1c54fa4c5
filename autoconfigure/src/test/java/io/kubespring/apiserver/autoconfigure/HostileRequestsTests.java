package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.kubespring.apiserver.autoconfigure.ExtensionServer.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of HTTP/1.1 that two servers could read in two ways, sent by a front proxy
 * that is believed, so that whatever is smuggled would be somebody's request. The ways
 * are those of RFC 9112; each is refused and ends its connection, or is read in the one
 * way that leaves nothing to smuggle.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class HostileRequestsTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String SMUGGLED = "GET " + LIST
			+ "?smuggled HTTP/1.1\r\nHost: x\r\nX-Remote-User: root\r\n\r\n";

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory);
		server.namespace("n", "Active");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void othersAreServed() throws Exception {
		for (Version version : Version.values()) {
			Exchange good = server.exchange(version, ExtensionServer.ALICE, server.request(LIST));
			assertThat(good.body()).contains("\"kind\":\"FooList\"", "\"items\":[]");
		}
	}

	static Stream<Arguments> requests() {
		return Stream.of(
				row("both lengths", "POST",
						"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("both lengths, the other way", "POST",
						"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("two lengths", "POST", "Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde" + SMUGGLED),
				row("a list of lengths", "POST", "Content-Length: 0, 5\r\n\r\nabcde" + SMUGGLED),
				row("a signed length", "POST", "Content-Length: +5\r\n\r\nabcde" + SMUGGLED),
				row("a negative length", "POST", "Content-Length: -1\r\n\r\n" + SMUGGLED),
				row("a hexadecimal length", "POST", "Content-Length: 0x5\r\n\r\nabcde" + SMUGGLED),
				row("a length beyond numbers", "POST", "Content-Length: 99999999999999999999\r\n\r\n" + SMUGGLED),
				row("a length with a space within", "POST", "Content-Length: 5 0\r\n\r\nabcde" + SMUGGLED),
				row("chunked is not last", "POST", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("chunked twice", "POST",
						"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("an unknown coding", "POST", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("a coding behind a tab", "POST",
						"Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("a coding with a vertical tab", "POST",
						"Transfer-Encoding: \u000bchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("a folded coding", "POST",
						"Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("a space before the colon", "POST",
						"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED),
				row("a bare line feed in the headers", "GET", "X-A: b\nX-Remote-User: root\r\n\r\n"),
				row("a bare line feed at the end", "GET", "X-A: b\r\n\n" + SMUGGLED),
				row("a bare carriage return", "GET", "X-A: b\rX-Remote-User: root\r\n\r\n"),
				row("a zero octet in a value", "GET", "X-A: b\0c\r\n\r\n"),
				row("a zero octet in a name", "GET", "X-A\0: b\r\n\r\n"),
				row("a header without a name", "GET", ": b\r\n\r\n"),
				row("a header without a colon", "GET", "X-Remote-User\r\n\r\n"),
				row("a chunk size beyond numbers", "POST",
						"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
				row("a negative chunk size", "POST",
						"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
				row("a chunk size of letters", "POST",
						"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
				row("a chunk that ends too late", "POST",
						"Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
				row("a chunk line ended by a line feed", "POST",
						"Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n" + SMUGGLED),
				row("a chunk ended by a line feed", "POST",
						"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n" + SMUGGLED));
	}

	private static Arguments row(String row, String method, String rest) {
		return Arguments.of(row, method, rest);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("requests")
	void ambiguousRequestSmugglesNothing(String row, String method, String rest) throws Exception {
		int before = server.host().accessReviews().size();
		List<RawHttp1.Answer> answers;
		try (RawHttp1 client = new RawHttp1(server.connect(ExtensionServer.PROXY, "http/1.1"))) {
			client.send(method + " " + LIST + " HTTP/1.1\r\nHost: x\r\nX-Remote-User: alice\r\n" + rest);
			answers = client.answers();
		}
		assertThat(answers).as("answers").hasSize(1);
		assertThat(answers.get(0).status()).as("refused, or answered before its body was looked at").isIn(400, 405);
		assertThat(users(before)).as("who was heard").isSubsetOf("alice");
	}

	static Stream<Arguments> lines() {
		return Stream.of(line("a folded value", 200, "GET " + LIST, "X-A: b\r\n X-Remote-User: root\r\n"),
				line("a folded second user", 200, "GET " + LIST, "X-Remote-User: dave\r\n root\r\n"),
				line("an encoded zero octet", 404, "GET " + LIST + "%00", ""),
				line("encoding that is none", 400, "GET " + LIST + "/%zz", ""),
				line("half an encoding", 400, "GET " + LIST + "/%2", ""),
				line("octets that are not UTF-8", 404, "GET " + LIST + "/%ff%fe", ""),
				line("an encoding in the query that is none", 400, "GET " + LIST + "?labelSelector=%zz", ""),
				line("octets in the query that are not UTF-8", 400, "GET " + LIST + "?labelSelector=%ff", ""),
				line("a raw octet beyond ASCII", 404, "GET " + LIST + "/\u00ff", ""),
				line("a raw zero octet", 400, "GET " + LIST + "/\0", ""),
				line("a fragment", 400, "GET " + LIST + "#/../../secrets", ""),
				line("the absolute form of another host", 200, "GET https://elsewhere" + LIST, ""),
				line("the absolute form with a user", 200, "GET https://root:pass@elsewhere" + LIST, ""),
				line("the form of an authority", 400, "CONNECT elsewhere:443", ""),
				line("the form of an asterisk", 400, "OPTIONS *", ""),
				line("two slashes", 404, "GET //elsewhere" + LIST, ""), line("no path", 400, "GET ", ""),
				line("a space in the path", 400, "GET " + LIST + "/a b", ""),
				line("a control character in the method", 400, "G\u0001T " + LIST, ""),
				line("an unknown method", 405, "BREW " + LIST, ""),
				line("a method in lower case", 405, "get " + LIST, ""),
				line("backslashes", 400, "GET " + LIST.replace('/', '\\'), ""),
				line("characters that no URL has", 400, "GET " + LIST + "/[x]{y}|^`", ""),
				line("a very long value", 200, "GET " + LIST, "X-A: " + "u".repeat(900_000) + "\r\n"),
				line("a value that is too long", 431, "GET " + LIST, "X-A: " + "u".repeat(1_100_000) + "\r\n"),
				line("a header twenty thousand times", 200, "GET " + LIST, "X-A: b\r\n".repeat(20_000)),
				line("too many headers", 431, "GET " + LIST, "X-A: b\r\n".repeat(200_000)),
				line("too long a line", 414, "GET " + LIST + "?a=" + "b".repeat(1_100_000), ""),
				line("a value that is not UTF-8", 200, "GET " + LIST, "X-Remote-Group: \u00ff\u00fe\r\n"),
				line("two hosts", 200, "GET " + LIST, "Host: elsewhere\r\n"),
				line("an expectation of nobody's", 405, "POST " + LIST, "Expect: 200-ok\r\nContent-Length: 0\r\n"),
				line("an upgrade to HTTP/2 without TLS", 200, "GET " + LIST,
						"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"));
	}

	private static Arguments line(String row, int status, String line, String headers) {
		return Arguments.of(row, status, line, headers);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("lines")
	void oddRequestHasOneAnswer(String row, int status, String line, String headers) throws Exception {
		int before = server.host().accessReviews().size();
		List<RawHttp1.Answer> answers;
		try (RawHttp1 client = new RawHttp1(server.connect(ExtensionServer.PROXY, "http/1.1"))) {
			client.send(line + " HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade\r\nX-Remote-User: alice\r\n"
					+ headers + "\r\n");
			answers = client.answers();
		}
		assertThat(answers).as("answers").hasSize(1);
		assertThat(answers.get(0).status()).isEqualTo(status);
		assertThat(users(before)).as("who was heard").isSubsetOf("alice");
		if (status == 200) {
			assertThat(answers.get(0).body()).contains("\"kind\":\"FooList\"");
			assertThat(users(before)).containsExactly("alice");
		}
	}

	static Stream<String> versions() {
		return Stream.of("", " HTTP/2.0", " HTTP/1.1junk", " FOO/1.1", " HTTP/9", " HTTP/-1.1");
	}

	@ParameterizedTest
	@MethodSource("versions")
	void versionThatIsNoneIsRefused(String version) throws Exception {
		try (RawHttp1 client = new RawHttp1(server.connect(ExtensionServer.PROXY, "http/1.1"))) {
			List<RawHttp1.Answer> answers = client
				.send("GET " + LIST + version + "\r\nHost: x\r\nX-Remote-User: alice\r\n\r\n" + SMUGGLED)
				.answers();
			assertThat(answers).hasSize(1);
			assertThat(answers.get(0).status()).isEqualTo(400);
		}
	}

	@Test
	void requestsInOneWriteAreAnsweredInOrder() throws Exception {
		StringBuilder requests = new StringBuilder();
		for (int i = 0; i < 50; i++) {
			requests.append("GET /apis/" + i + " HTTP/1.1\r\nHost: x\r\nX-Remote-User: user" + i + "\r\n\r\n");
		}
		try (RawHttp1 client = new RawHttp1(server.connect(ExtensionServer.PROXY, "http/1.1"))) {
			client.send(requests.toString());
			for (int i = 0; i < 50; i++) {
				assertThat(client.answer().body())
					.contains("User \\\"user" + i + "\\\" cannot get path \\\"/apis/" + i + "\\\"");
			}
		}
	}

	@Test
	void malformedRequestsAreNotLogged(CapturedOutput output) throws Exception {
		try (RawHttp1 client = new RawHttp1(server.connect(ExtensionServer.PROXY, "http/1.1"))) {
			assertThat(client.send("GET / HTTP/1.1\r\nX-Flood" + "-and-more".repeat(1000) + " : a\r\n\r\n").answers())
				.hasSize(1);
		}
		assertThat(output).doesNotContain("X-Flood");
	}

	private static Set<String> users(int before) {
		List<JsonNode> reviews = server.host().accessReviews();
		Set<String> users = new TreeSet<>();
		reviews.subList(before, reviews.size()).forEach((review) -> users.add(review.path("user").asString("")));
		return users;
	}

}
