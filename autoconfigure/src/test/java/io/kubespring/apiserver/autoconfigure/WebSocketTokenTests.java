package io.kubespring.apiserver.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens that come as a subprotocol of a WebSocket. Numbers are those of the cases in the
 * reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class WebSocketTokenTests {

	private static final String TALK = "/apis/g.io/v1/namespaces/n/foos/x/talk";

	private static final String WATCH = "/apis/g.io/v1/foos?watch=1";

	private static final String TOKEN = protocol("a-secret/token?");

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() throws Exception {
		server = ExtensionServer.start(directory, "--logging.level.io.kubespring=debug");
		server.createFoo("n", "x");
		server.allow((spec) -> spec.path("user").asString("").matches("alice|bob"));
		server.host().knowToken("a-secret/token?", "bob");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void case90HandlerSeesTheOtherProtocolOnly(CapturedOutput output) throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		WebSocket socket = connect(TALK, heard, TOKEN, "v4.channel.k8s.io");
		assertThat(socket.getSubprotocol()).isEqualTo("v4.channel.k8s.io");
		assertThat(heard.next()).isEqualTo("text bob [v4.channel.k8s.io] v4.channel.k8s.io");
		assertThat(heard.next()).isEqualTo("close 1000");
		WebSocketTranscript choosing = new WebSocketTranscript();
		assertThat(connect(TALK, choosing, "v4.channel.k8s.io", TOKEN, "v5.channel.k8s.io").getSubprotocol())
			.startsWith("v");
		assertThat(choosing.next()).startsWith("text bob [v4.channel.k8s.io,v5.channel.k8s.io] v");
		assertThat(output.getAll()).doesNotContain("a-secret").doesNotContain(TOKEN);
	}

	@Test
	void case90WatchIsOpenedWithTheOtherProtocol() throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		WebSocket socket = connect(WATCH, heard, "v4.channel.k8s.io", TOKEN);
		assertThat(socket.getSubprotocol()).isEqualTo("v4.channel.k8s.io");
		assertThat(heard.next()).startsWith("text {\"type\":\"ADDED\"");
		socket.abort();
	}

	@ParameterizedTest
	@ValueSource(strings = { TALK, WATCH })
	void case90ProtocolsMayComeInSeveralHeaders(String path) throws Exception {
		Seen seen = open(path, null, TOKEN, "v4.channel.k8s.io");
		assertThat(seen.status()).isEqualTo(101);
		assertThat(seen.header("sec-websocket-protocol")).isEqualTo("v4.channel.k8s.io");
		assertThat(seen.review().path("user").asString()).isEqualTo("bob");
	}

	/**
	 * The reference hides the token only from where it was used.
	 */
	@Test
	void tokenIsHiddenWhoeverElseIsBelieved() throws Exception {
		Seen seen = open(TALK, ExtensionServer.ALICE, TOKEN, "v4.channel.k8s.io");
		assertThat(seen.status()).isEqualTo(101);
		assertThat(seen.header("sec-websocket-protocol")).isEqualTo("v4.channel.k8s.io");
		assertThat(seen.review().path("user").asString()).isEqualTo("alice");
	}

	@ParameterizedTest(name = "91 {0}")
	@CsvSource(delimiter = '|', textBlock = """
			nothing beside the token | $
			the token twice          | $,$,v4.channel.k8s.io
			padded                   | base64url.bearer.authorization.k8s.io.dG9rZW4=,v4.channel.k8s.io
			not base64url            | base64url.bearer.authorization.k8s.io.a+b/,v4.channel.k8s.io
			not UTF-8                | base64url.bearer.authorization.k8s.io._w,v4.channel.k8s.io
			a bad token              | base64url.bearer.authorization.k8s.io.dG9rZW4,v4.channel.k8s.io
			""")
	void case91OtherOffersAreUnauthorized(String name, String protocols) throws Exception {
		open(TALK, null, protocols.replace("$", TOKEN)).isUnauthorized();
		open(TALK, TestCertificates.selfSigned("alice"), protocols.replace("$", TOKEN)).isUnauthorized();
	}

	@Test
	void emptyTokenIsNone() throws Exception {
		Seen seen = open(TALK, null, protocol(""), "v4.channel.k8s.io");
		assertThat(seen.status()).isEqualTo(403);
		assertThat(seen.review().path("user").asString()).isEqualTo("system:anonymous");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tokenCountsOnlyWhereAWebSocketIsOpened(boolean http2) throws Exception {
		Wire.ask(server, http2 ? Version.HTTP_2 : Version.HTTP_1_1, null, "/apis/g.io/v1/foos",
				"sec-websocket-protocol", TOKEN + ",v4.channel.k8s.io")
			.isForbidden("system:anonymous");
	}

	private static String protocol(String token) {
		return "base64url.bearer.authorization.k8s.io."
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
	}

	private static WebSocket connect(String path, WebSocketTranscript heard, String... protocols) throws Exception {
		return HttpClient.newBuilder()
			.sslContext(ExtensionServer.tls())
			.build()
			.newWebSocketBuilder()
			.header("Origin", "https://localhost")
			.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length))
			.buildAsync(URI.create("wss://localhost:" + server.port() + path), heard)
			.get(20, TimeUnit.SECONDS);
	}

	private static Seen open(String path, @Nullable TestCertificates identity, String... protocols) throws Exception {
		List<String> headers = new ArrayList<>(List.of("Upgrade", "websocket", "Connection", "Upgrade", "Origin",
				"https://localhost", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "MDEyMzQ1Njc4OWFiY2RlZg=="));
		for (String protocol : protocols) {
			headers.addAll(List.of("Sec-WebSocket-Protocol", protocol));
		}
		return Wire.ask(server, Version.HTTP_1_1, identity, path, headers.toArray(String[]::new));
	}

}
