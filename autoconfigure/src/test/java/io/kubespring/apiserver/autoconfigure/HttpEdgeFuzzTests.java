package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests changed at random, put to the whole edge over sockets: each has one
 * well-formed answer at most, never one of 5xx, and whoever comes next is served. There
 * are {@value #SEEDS} of either version of HTTP, or as many as
 * {@code -Dkubespring.fuzz.seeds} says; a failure names its seed, which alone makes the
 * request again.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class HttpEdgeFuzzTests {

	private static final int SEEDS = 1000;

	private static final int CLIENTS = 24;

	/**
	 * What is not answered within this time in milliseconds has no answer: it waits for
	 * the rest of a request.
	 */
	private static final int QUIET = 300;

	private static final String FOOS = "/apis/g.io/v1/namespaces/n/foos";

	private static final String FOO = "{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"a\"}}";

	private static final List<String> REQUESTS = List.of(request("GET", FOOS, "Accept: application/json\r\n", ""),
			request("GET", FOOS + "?limit=5&labelSelector=a%3Db&fieldSelector=metadata.name%3Dx", "", ""),
			request("GET", FOOS + "/missing", "Accept: application/yaml\r\n", ""),
			request("GET", "/apis", "Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList\r\n",
					""),
			request("GET", "/openapi/v3", "If-None-Match: \"x\"\r\n", ""), request("GET", "/readyz?verbose", "", ""),
			request("POST", FOOS + "?dryRun=All",
					"Content-Type: application/json\r\nContent-Length: " + FOO.length() + "\r\n", FOO),
			request("POST", FOOS + "?dryRun=All", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
					Integer.toHexString(FOO.length()) + "\r\n" + FOO + "\r\n0\r\n\r\n"),
			request("PATCH", FOOS + "/missing", "Content-Type: application/merge-patch+json\r\nContent-Length: 2\r\n",
					"{}"),
			request("DELETE", FOOS + "/missing", "", ""),
			request("GET", FOOS, "X-Remote-Group: dev\r\nX-Remote-Extra-Acme.com%2Fp: q\r\n", "")
					+ request("GET", "/version", "", ""));

	/**
	 * Ends a connection that is still good, so that nobody has to wait.
	 */
	private static final String LAST = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

	private static final JsonMapper mapper = JsonMapper.builder().build();

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	private static ExecutorService clients;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory, "--apiserver.authorization.cache.allowed-ttl=1h",
				"--apiserver.authorization.cache.denied-ttl=1h");
		server.namespace("n", "Active");
		clients = Executors.newFixedThreadPool(CLIENTS);
	}

	@AfterAll
	static void stop() {
		clients.shutdownNow();
		server.close();
	}

	private static String request(String method, String path, String headers, String body) {
		return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Remote-User: alice\r\n" + headers + "\r\n"
				+ body;
	}

	@Test
	void octetsOfHttp1HaveOneWellFormedAnswer() throws Exception {
		assertThat(run(HttpEdgeFuzzTests::http1)).as("answers, without which this says nothing").isPositive();
	}

	@Test
	void framesOfHttp2HaveOneWellFormedAnswer() throws Exception {
		assertThat(run(HttpEdgeFuzzTests::http2)).as("answers, without which this says nothing").isPositive();
	}

	private static int run(Attempt attempt) throws Exception {
		long seeds = Long.getLong("kubespring.fuzz.seeds", SEEDS);
		int answered = 0;
		List<Callable<Integer>> batch = new ArrayList<>();
		for (long seed = 0; seed < seeds; seed++) {
			long next = seed;
			batch.add(() -> attempt.answers(next));
			if (batch.size() == CLIENTS * 4 || seed == seeds - 1) {
				for (Future<Integer> future : clients.invokeAll(batch)) {
					try {
						answered += future.get();
					}
					catch (ExecutionException ex) {
						throw new AssertionError(ex.getCause());
					}
				}
				batch.clear();
				assertThat(server.exchange(Version.HTTP_2, ExtensionServer.ALICE, server.request(FOOS)).body())
					.contains("\"kind\":\"FooList\"");
			}
		}
		System.out.println(seeds + " seeds, " + answered + " answers");
		return Math.max(0, answered - (int) (seeds / 3));
	}

	private static int http1(long seed) throws IOException {
		OctetMutator mutator = new OctetMutator(seed);
		byte[] octets = mutator
			.mutate(REQUESTS.get(mutator.choose(REQUESTS.size())).getBytes(StandardCharsets.ISO_8859_1));
		int answers = 0;
		int last = 0;
		try (SSLSocket socket = server.connect(ExtensionServer.PROXY, "http/1.1");
				RawHttp1 client = new RawHttp1(socket)) {
			socket.setSoTimeout(QUIET);
			client.send(octets);
			int sent = 0;
			while (true) {
				RawHttp1.Answer answer = client.answer();
				answers++;
				last = answer.status();
				requireGood(answer.status(), answer.header("content-type"), answer.body());
				if (sent++ == 0) {
					client.send(LAST);
				}
			}
		}
		catch (EOFException | SocketTimeoutException | SocketException ex) {
			// Nothing more came.
		}
		catch (IOException | RuntimeException | AssertionError ex) {
			throw new AssertionError(describe(seed, octets), ex);
		}
		int most = requests(octets) + 1;
		if (answers > most && !(answers == most + 1 && last == 400)) {
			throw new AssertionError(answers + " answers: " + describe(seed, octets));
		}
		return answers;
	}

	/**
	 * There cannot be more requests than names of a version; one more ends the
	 * connection, and what is left behind them is refused once.
	 */
	private static int requests(byte[] octets) {
		return Math.max(1, new String(octets, StandardCharsets.ISO_8859_1).split("HTTP/", -1).length - 1);
	}

	private static int http2(long seed) throws IOException {
		OctetMutator mutator = new OctetMutator(seed);
		byte[] octets = frames(mutator);
		List<RawHttp2.Answer> answers = new ArrayList<>();
		try (SSLSocket socket = server.connect(ExtensionServer.PROXY, "h2"); RawHttp2 client = new RawHttp2(socket)) {
			client.settings();
			socket.setSoTimeout(QUIET);
			try {
				client.write(octets);
				while (!client.isAnswered(1) || !client.isAnswered(3)) {
					client.read();
				}
				client.frame(RawHttp2.PING, 0, 0, new byte[8]);
				while (client.read().type() != RawHttp2.PING) {
					// What else came is looked at below.
				}
			}
			catch (EOFException | SocketTimeoutException | SocketException ex) {
				// Nothing more came.
			}
			client.answers().stream().filter(RawHttp2.Answer::isWhole).forEach(answers::add);
			for (RawHttp2.Answer answer : answers) {
				requireGood(answer.status(), answer.header("content-type"), answer.body());
			}
		}
		catch (SSLException ex) {
			// The connection was cut.
		}
		catch (IOException | RuntimeException | AssertionError ex) {
			throw new AssertionError(describe(seed, octets), ex);
		}
		return answers.size();
	}

	/**
	 * Two requests in which a field is changed, or a frame, or any octets.
	 */
	private static byte[] frames(OctetMutator mutator) {
		int kind = mutator.choose(4);
		byte[] post = fields(mutator, kind < 2, ":method", "POST", ":scheme", "https", ":authority", "localhost",
				":path", FOOS + "?dryRun=All", "x-remote-user", "alice", "content-type", "application/json");
		byte[] get = fields(mutator, kind < 2, ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path",
				FOOS, "x-remote-user", "alice", "accept", "application/json");
		List<byte[]> frames = new ArrayList<>(List.of(RawHttp2.bytes(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, post),
				RawHttp2.bytes(RawHttp2.DATA, RawHttp2.END_STREAM, 1, FOO.getBytes()),
				RawHttp2.bytes(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 3, get)));
		if (kind == 2) {
			int at = mutator.choose(frames.size());
			byte[] frame = frames.get(at).clone();
			frame[3 + mutator.choose(6)] ^= (byte) (1 << mutator.choose(8));
			frames.add(mutator.choose(frames.size() + 1), frame);
			frames.remove(mutator.choose(frames.size()));
		}
		ByteArrayOutputStream octets = new ByteArrayOutputStream();
		frames.forEach(octets::writeBytes);
		return (kind == 3) ? mutator.mutate(octets.toByteArray()) : octets.toByteArray();
	}

	private static byte[] fields(OctetMutator mutator, boolean change, String... fields) {
		if (change) {
			int at = mutator.choose(fields.length);
			fields[at] = new String(mutator.mutate(fields[at].getBytes(StandardCharsets.ISO_8859_1)),
					StandardCharsets.ISO_8859_1);
		}
		return RawHttp2.block(fields);
	}

	private static void requireGood(int status, String contentType, String body) {
		assertThat(status).isBetween(200, 499);
		if (status >= 400 && contentType.startsWith("application/json")) {
			JsonNode answer = mapper.readTree(body);
			if (answer.path("kind").asString("").equals("Status")) {
				assertThat(answer.path("code").asInt()).isEqualTo(status);
				assertThat(answer.path("status").asString()).isEqualTo("Failure");
				assertThat(answer.path("message").asString("")).isNotEmpty();
			}
			else {
				assertThat(body).as("the index of paths, or the application's own")
					.containsAnyOf("\"paths\"", "\"path\"");
			}
		}
	}

	private static String describe(long seed, byte[] octets) {
		return "seed " + seed + ": " + new String(octets, StandardCharsets.ISO_8859_1) + "\n"
				+ HexFormat.of().formatHex(octets);
	}

	/**
	 * Puts the request of a seed and tells how many answers it has.
	 */
	@FunctionalInterface
	private interface Attempt {

		int answers(long seed) throws IOException;

	}

}
