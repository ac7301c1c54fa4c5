package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import io.kubespring.apiserver.autoconfigure.RawHttp2.Answer;
import io.netty.util.internal.PlatformDependent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Floods and tricks of HTTP/2, from clients without credentials where nothing else is
 * said. Another client, on a connection that is open all the time, is served before and
 * after each. Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpFloodTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	private RawHttp2 bystander;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory, "--apiserver.authorization.cache.allowed-ttl=10s");
		server.namespace("n", "Active");
		server.namespace("idle", "Active");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void openBystander() throws IOException {
		this.bystander = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"));
		bystanderIsServed();
	}

	@AfterEach
	void bystanderIsServed() throws IOException {
		Answer answer = this.bystander.answer(this.bystander.get(LIST));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("\"kind\":\"FooList\"");
	}

	@Test
	void row141RapidResetEndsTheConnection() throws Exception {
		try (RawHttp2 client = new RawHttp2(server.connect(null, "h2"))) {
			long sent = flood(client, (stream) -> {
				byte[] open = RawHttp2.bytes(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream,
						RawHttp2.request("GET", LIST));
				byte[] reset = RawHttp2.bytes(RawHttp2.RST_STREAM, 0, stream, new byte[] { 0, 0, 0, 8 });
				return ByteBuffer.allocate(open.length + reset.length).put(open).put(reset).array();
			}, 200_000);
			assertThat(sent).as("streams until the end").isLessThan(200_000);
			bystanderIsServed();
		}
	}

	@Test
	void proxyMayEndAllWatchesOfItsUsersAtOnce() throws Exception {
		try (RawHttp2 proxy = new RawHttp2(server.connect(ExtensionServer.PROXY, "h2"))) {
			for (int round = 0; round < 3; round++) {
				List<Integer> watches = new ArrayList<>();
				for (int i = 0; i < 900; i++) {
					watches.add(proxy.get(LIST + "?watch=true", "x-remote-user", "alice"));
				}
				for (int watch : watches) {
					proxy.frame(RawHttp2.RST_STREAM, 0, watch, new byte[] { 0, 0, 0, 8 });
				}
				assertThat(proxy.answer(proxy.get(LIST, "x-remote-user", "alice")).body())
					.contains("\"kind\":\"FooList\"");
			}
		}
	}

	@Test
	void row143ThousandIdleWatchesOfOneConnection() throws Exception {
		try (RawHttp2 client = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			List<Integer> watches = new ArrayList<>();
			for (int i = 0; i < 999; i++) {
				watches.add(client.get("/apis/g.io/v1/namespaces/idle/foos?watch=true"));
			}
			for (int i = 0; i < 20; i++) {
				assertThat(client.answer(client.get(LIST)).body()).contains("\"kind\":\"FooList\"");
			}
			watches.add(client.get("/apis/g.io/v1/namespaces/idle/foos?watch=true"));
			int oneTooMany = client.get(LIST);
			assertThat(client.answer(oneTooMany)).satisfies((answer) -> {
				assertThat(answer.isReset()).isTrue();
				assertThat(answer.status()).isZero();
			});
			create("idle", "seen-by-all");
			for (int watch : watches) {
				assertThat(client.line(watch)).contains("\"type\":\"ADDED\"", "\"name\":\"seen-by-all\"");
			}
		}
	}

	/**
	 * Sends until the connection ends, and holds that it does.
	 */
	static Stream<Arguments> floods() {
		return Stream.of(Arguments.of("continuations", (Attack) (client) -> {
			client.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.request("GET", LIST));
			return flood(client, (i) -> RawHttp2.bytes(RawHttp2.CONTINUATION, 0, 1, RawHttp2.block("a", "b")),
					2_000_000);
		}), Arguments.of("continuations without content", (Attack) (client) -> {
			client.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.request("GET", LIST));
			return flood(client, (i) -> RawHttp2.bytes(RawHttp2.CONTINUATION, 0, 1), 2_000_000);
		}), Arguments.of("long continuations", (Attack) (client) -> {
			client.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.request("GET", LIST));
			byte[] block = RawHttp2.block("a", "b".repeat(16_000));
			return flood(client, (i) -> RawHttp2.bytes(RawHttp2.CONTINUATION, 0, 1, block), 2_000_000);
		}), Arguments.of("data without content", (Attack) (client) -> {
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.request("POST", LIST));
			return flood(client, (i) -> RawHttp2.bytes(RawHttp2.DATA, 0, 1), 2_000_000);
		}), Arguments.of("pings whose answers are not read",
				(Attack) (client) -> flood(client, (i) -> RawHttp2.bytes(RawHttp2.PING, 0, 0, new byte[8]), 2_000_000)),
				Arguments.of("settings whose answers are not read", (Attack) (client) -> flood(client,
						(i) -> RawHttp2.bytes(RawHttp2.SETTINGS, 0, 0, new byte[] { 0, 4, 0, 0, 1, 0 }), 2_000_000)),
				Arguments
					.of("streams that the server ends",
							(Attack) (client) -> flood(client, (i) -> RawHttp2.bytes(RawHttp2.HEADERS,
									RawHttp2.END_HEADERS, i, RawHttp2.request("POST", LIST, "te", "gzip")),
									2_000_000)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("floods")
	void floodEndsItsConnection(String row, Attack attack) throws Exception {
		long before = PlatformDependent.usedDirectMemory();
		try (RawHttp2 client = new RawHttp2(server.connectWithSmallWindow("h2"))) {
			client.settings();
			long sent = attack.run(client);
			System.err.println("\nROW " + row + " " + sent + " " + (PlatformDependent.usedDirectMemory() - before));
			bystanderIsServed();
		}
	}

	/**
	 * What is no request: a stream of its own is reset, or answered by 400, or the
	 * connection ends.
	 */
	static Stream<Arguments> tricks() {
		String[] good = { ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", LIST };
		return Stream.of(Arguments.of("no method", without(good, ":method")),
				Arguments.of("no path", without(good, ":path")), Arguments.of("no scheme", without(good, ":scheme")),
				Arguments.of("two methods", with(good, ":method", "DELETE")),
				Arguments.of("two paths", with(good, ":path", "/livez")),
				Arguments.of("two authorities", with(good, ":authority", "elsewhere")),
				Arguments.of("a pseudo-header of answers", with(good, ":status", "200")),
				Arguments.of("an unknown pseudo-header", with(good, ":user", "root")),
				Arguments.of("a pseudo-header behind others",
						with(with(without(good, ":path"), "x-a", "b"), ":path", LIST)),
				Arguments.of("an empty path", with(without(good, ":path"), ":path", "")),
				Arguments.of("a path without slash", with(without(good, ":path"), ":path", "apis/g.io/v1/foos")),
				Arguments.of("a path with a line end",
						with(without(good, ":path"), ":path", LIST + " HTTP/1.1\r\nX-Remote-User: root\r\n")),
				Arguments.of("a method with a line end",
						with(without(good, ":method"), ":method", "GET / HTTP/1.1\r\nX-Remote-User: root\r\nA:")),
				Arguments.of("a method with a space", with(without(good, ":method"), ":method", "GET /livez")),
				Arguments.of("an upper-case name", with(good, "X-Remote-User", "root")),
				Arguments.of("a name with a space", with(good, "x-remote-user ", "root")),
				Arguments.of("a name with a colon", with(good, "x-a:b", "c")),
				Arguments.of("an empty name", with(good, "", "c")),
				Arguments.of("a value with a line end", with(good, "x-a", "b\r\nx-remote-user: root")),
				Arguments.of("a value with a zero octet", with(good, "x-a", "b\0c")),
				Arguments.of("connection", with(good, "connection", "x-remote-user")),
				Arguments.of("keep-alive", with(good, "keep-alive", "1")),
				Arguments.of("transfer-encoding", with(good, "transfer-encoding", "chunked")),
				Arguments.of("upgrade", with(good, "upgrade", "websocket")),
				Arguments.of("te", with(good, "te", "gzip")),
				Arguments.of("a length without content", with(good, "content-length", "5")),
				Arguments.of("two lengths", with(with(good, "content-length", "0"), "content-length", "5")),
				Arguments.of("a length that is none", with(good, "content-length", "-1")),
				Arguments.of("another host", with(good, "host", "elsewhere")),
				Arguments.of("another scheme", with(without(good, ":scheme"), ":scheme", "ftp")),
				Arguments.of("connect to nowhere", new String[] { ":method", "CONNECT" }));
	}

	private static String[] with(String[] headers, String name, String value) {
		String[] more = Arrays.copyOf(headers, headers.length + 2);
		more[headers.length] = name;
		more[headers.length + 1] = value;
		return more;
	}

	private static String[] without(String[] headers, String name) {
		List<String> fewer = new ArrayList<>();
		for (int i = 0; i < headers.length; i += 2) {
			if (!headers[i].equals(name)) {
				fewer.add(headers[i]);
				fewer.add(headers[i + 1]);
			}
		}
		return fewer.toArray(String[]::new);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("tricks")
	void trickIsNoRequest(String row, String[] headers) throws Exception {
		int before = server.host().accessReviews().size();
		try (RawHttp2 client = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			int stream = client.nextStream();
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, RawHttp2.block(headers));
			assertThat(client.answer(stream)).satisfies((answer) -> {
				assertThat(answer.isReset()).isTrue();
				assertThat(answer.status()).isZero();
			});
			assertThat(server.host().accessReviews()).hasSize(before);
			assertThat(client.answer(client.get(LIST)).body()).as("the next request").contains("\"kind\":\"FooList\"");
		}
	}

	@Test
	void connectLeadsNowhere() throws Exception {
		try (RawHttp2 client = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			int stream = client.nextStream();
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream,
					RawHttp2.block(":method", "CONNECT", ":authority", "elsewhere:443"));
			assertThat(client.answer(stream).status()).isEqualTo(400);
		}
	}

	@Test
	void trailersAreNoRequest() throws Exception {
		try (RawHttp2 client = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			int stream = client.nextStream();
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream,
					RawHttp2.request("POST", "/apis/g.io/v1/namespaces/n/foos", "content-type", "application/json"));
			client.frame(RawHttp2.DATA, 0, stream,
					"{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"trailed\"}}".getBytes());
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream,
					RawHttp2.block("x-remote-user", "root"));
			assertThat(client.answer(stream).body()).contains("\"name\":\"trailed\"", "\"uid\"");
		}
	}

	@Test
	void headersThatAreTooLongAreRefused() throws Exception {
		try (RawHttp2 client = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			client.settings();
			byte[] block = RawHttp2.request("GET", LIST, "x-long", "a".repeat(1_100_000));
			client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, client.nextStream(), Arrays.copyOf(block, 16_000));
			for (int at = 16_000; at < block.length; at += 16_000) {
				int end = Math.min(block.length, at + 16_000);
				client.frame(RawHttp2.CONTINUATION, (end == block.length) ? RawHttp2.END_HEADERS : 0, 1,
						Arrays.copyOfRange(block, at, end));
			}
			assertThat(client.answer(1).status()).isEqualTo(431);
		}
	}

	/**
	 * A header of four thousand octets is told once and meant a thousand times.
	 */
	@Test
	void headersThatGrowWhenTheyAreReadAreRefused() throws Exception {
		try (RawHttp2 client = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			client.settings();
			ByteArrayOutputStream block = new ByteArrayOutputStream();
			block.writeBytes(RawHttp2.request("GET", LIST));
			byte[] told = RawHttp2.block("x-a", "b".repeat(4000));
			told[0] = 0x40;
			block.writeBytes(told);
			for (int i = 0; i < 5000; i++) {
				block.write(0x80 | 62);
			}
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, client.nextStream(),
					block.toByteArray());
			assertThat(refusal(client)).isIn("431", "GOAWAY");
		}
	}

	private static String refusal(RawHttp2 client) throws IOException {
		try {
			return String.valueOf(client.answer(1).status());
		}
		catch (EOFException | SocketException | SSLException ex) {
			return "GOAWAY";
		}
	}

	private void create(String namespace, String name) throws IOException {
		int stream = this.bystander.nextStream();
		this.bystander.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.request("POST",
				"/apis/g.io/v1/namespaces/" + namespace + "/foos", "content-type", "application/json"));
		this.bystander.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream,
				("{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"" + name + "\"}}").getBytes());
		assertThat(this.bystander.answer(stream).status()).isEqualTo(201);
	}

	/**
	 * Send one thing after the other until the server has had enough.
	 * @return how many were sent
	 */
	private static long flood(RawHttp2 client, IntFunction<byte[]> next, int most) {
		ByteArrayOutputStream batch = new ByteArrayOutputStream();
		int stream = 3;
		try {
			for (int i = 0; i < most; i++, stream += 2) {
				batch.writeBytes(next.apply(stream));
				if (batch.size() > 16_000) {
					client.write(batch.toByteArray());
					batch.reset();
				}
			}
			return most;
		}
		catch (SocketException | SSLException ex) {
			return (stream - 3) / 2;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Something that nobody should do.
	 */
	@FunctionalInterface
	interface Attack {

		long run(RawHttp2 client) throws IOException;

	}

}
