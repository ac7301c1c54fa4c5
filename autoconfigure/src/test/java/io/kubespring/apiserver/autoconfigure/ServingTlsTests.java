package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;

import io.kubespring.apiserver.autoconfigure.ApiServerServingProperties.TlsEngine;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a server shakes hands, with either engine. Numbers are those of the cases in the
 * reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServingTlsTests {

	private static final String[] BOTH = { "h2", "http/1.1" };

	private static final byte[] REFUSED_VERSION = { 2, 70 };

	@TempDir
	static Path directory;

	private static final Map<TlsEngine, RunningServer> servers = new EnumMap<>(TlsEngine.class);

	@BeforeAll
	static void start() {
		for (TlsEngine engine : engines()) {
			servers.put(engine,
					RunningServer.start(directory, "--apiserver.serving.tls-engine=" + engine.name().toLowerCase()));
		}
	}

	@AfterAll
	static void stop() {
		servers.values().forEach(RunningServer::close);
	}

	static List<TlsEngine> engines() {
		return List.of(TlsEngine.JDK, TlsEngine.OPENSSL);
	}

	static Stream<Arguments> handshakes() {
		return engines().stream()
			.flatMap((engine) -> Stream.of(Arguments.of("132 TLS 1.2", engine, "TLSv1.2", BOTH, "TLSv1.2", "h2"),
					Arguments.of("132 TLS 1.3", engine, "TLSv1.3", BOTH, "TLSv1.3", "h2"),
					Arguments.of("133 both, ours first", engine, null, new String[] { "http/1.1", "h2" }, "TLSv1.3",
							"h2"),
					Arguments.of("133 http/1.1 only", engine, null, new String[] { "http/1.1" }, "TLSv1.3", "http/1.1"),
					Arguments.of("133 neither is offered", engine, null, new String[0], "TLSv1.3", "")));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("handshakes")
	void handshakeHasThisEnd(String row, TlsEngine engine, String version, String[] offered, String protocol,
			String application) throws Exception {
		RunningServer server = servers.get(engine);
		assertThat(TestHandshake.with(server.port(), "localhost", version, offered)).satisfies((handshake) -> {
			assertThat(handshake.protocol()).isEqualTo(protocol);
			assertThat(handshake.application()).isEqualTo(application);
			assertThat(handshake.certificate())
				.isEqualTo(server.bean(StandaloneCredentials.class).serving().certificate());
		});
	}

	static Stream<Arguments> oldVersions() {
		return engines().stream()
			.flatMap((engine) -> Stream.of(Arguments.of("132 TLS 1.0", engine, 1),
					Arguments.of("132 TLS 1.1", engine, 2)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("oldVersions")
	void versionIsRefusedByAnAlert(String row, TlsEngine engine, int minor) throws Exception {
		byte[] said = TestHandshake.hello(servers.get(engine).port(), minor);
		assertThat(said).as("an alert").startsWith(21, 3).endsWith(REFUSED_VERSION);
	}

	@ParameterizedTest(name = "133 without ALPN {0}")
	@MethodSource("engines")
	void clientThatOffersNothingIsServedByHttp11(TlsEngine engine) throws Exception {
		try (RawHttp1 client = new RawHttp1(TestHandshake.connect(servers.get(engine).port(), null, null))) {
			assertThat(client.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").answer().body()).isEqualTo("ok");
		}
	}

	static Stream<Arguments> serverNames() {
		return engines().stream()
			.flatMap((engine) -> Stream.of(Arguments.of("135 unknown", engine, "elsewhere.example.com"),
					Arguments.of("135 absent", engine, null),
					Arguments.of("135 the service's", engine, "sample.shop.svc")));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("serverNames")
	void anyServerNameIsServed(String row, TlsEngine engine, String serverName) throws Exception {
		int port = servers.get(engine).port();
		try (RawHttp1 client = new RawHttp1(TestHandshake.connect(port, serverName, null, "http/1.1"))) {
			RawHttp1.Answer answer = client.send("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
				.answer();
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("ok");
		}
		try (SSLSocket socket = TestHandshake.connect(port, serverName, null, "h2");
				RawHttp2 client = new RawHttp2(socket)) {
			assertThat(client.answer(client.get("/readyz")).body()).isEqualTo("ok");
		}
	}

	@ParameterizedTest(name = "140 {0}")
	@MethodSource("engines")
	void settingsAreThoseOfTheReference(TlsEngine engine) throws Exception {
		try (RawHttp2 client = new RawHttp2(TestHandshake.connect(servers.get(engine).port(), null, null, "h2"))) {
			assertThat(client.settings()).containsEntry(3, 1000L).containsEntry(6, 1024L * 1024);
		}
	}

}
