package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that take their time, with limits of a second in place of half a minute (case
 * 142 of the reference on trust). Where something must outlast a limit, the end of
 * another connection that was begun later tells that the time has passed.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConnectionTimeoutsTests {

	private static final String WIDGETS = "/apis/test.example.com/v1/namespaces/default/widgets";

	private static final String GOOD = "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";

	@TempDir
	static Path directory;

	private static RunningServer server;

	/**
	 * Has the same patience with headers, and much with idle connections, so that one
	 * limit is not taken for the other.
	 */
	private static RunningServer patient;

	@BeforeAll
	static void start() {
		server = RunningServer.start(directory, "--apiserver.serving.header-timeout=400ms",
				"--apiserver.serving.idle-timeout=800ms");
		patient = RunningServer.start(directory, "--apiserver.serving.header-timeout=400ms");
	}

	@AfterAll
	static void stop() {
		patient.close();
		server.close();
	}

	@Test
	void connectionWithoutHandshakeIsClosed() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), patient.port())) {
			socket.setSoTimeout(20_000);
			assertThat(rest(socket)).isEmpty();
		}
	}

	@Test
	void handshakeThatIsNotEndedIsClosed() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), patient.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(new byte[] { 22, 3, 1, 0, 100, 1 });
			Disposable drops = drip(socket);
			rest(socket);
			drops.dispose();
		}
	}

	@Test
	void connectionWithoutFirstRequestIsClosed() throws Exception {
		try (SSLSocket socket = connect(patient, "http/1.1")) {
			assertThat(rest(socket)).isEmpty();
		}
	}

	@Test
	void headersThatDripAreClosedWithoutAnAnswer() throws Exception {
		try (SSLSocket socket = connect(patient, "http/1.1")) {
			socket.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ".getBytes());
			Disposable drops = drip(socket);
			assertThat(rest(socket)).isEmpty();
			drops.dispose();
		}
	}

	@Test
	void headersOfASecondRequestThatDripAreClosed() throws Exception {
		try (SSLSocket socket = connect(patient, "http/1.1")) {
			RawHttp1 client = new RawHttp1(socket);
			assertThat(client.send(GOOD).answer().body()).isEqualTo("ok");
			assertThat(client.send(GOOD + "GET ").answer().body()).isEqualTo("ok");
			Disposable drops = drip(socket);
			assertThat(rest(socket)).isEmpty();
			drops.dispose();
		}
	}

	@Test
	void connectionThatIsIdleBetweenRequestsIsClosed() throws Exception {
		try (SSLSocket socket = connect("http/1.1")) {
			assertThat(new RawHttp1(socket).send(GOOD).answer().body()).isEqualTo("ok");
			assertThat(rest(socket)).isEmpty();
		}
	}

	@Test
	void pingsDoNotKeepAConnectionWithoutRequestsOpen() throws Exception {
		try (RawHttp2 client = new RawHttp2(connect("h2"))) {
			assertThat(client.answer(client.get("/livez")).body()).isEqualTo("ok");
			Disposable pings = Flux.interval(Duration.ofMillis(50)).subscribe((tick) -> {
				try {
					client.frame(RawHttp2.PING, 0, 0, new byte[8]);
				}
				catch (IOException ex) {
					// It was closed.
				}
			});
			assertThat(client.goAway()).as("GOAWAY without an error").isZero();
			pings.dispose();
		}
	}

	@Test
	void headersOfHttp2ThatNeverEndAreClosed() throws Exception {
		try (RawHttp2 client = new RawHttp2(connect("h2"))) {
			client.settings();
			client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.request("GET", "/livez"));
			assertThat(client.goAway()).isZero();
		}
	}

	@Test
	void watchesOutlastTheTimeOfIdleConnections() throws Exception {
		try (RawHttp2 client = new RawHttp2(server.connect(server.admin(), "h2"));
				SSLSocket plain = server.connect(server.admin(), "http/1.1")) {
			int watch = client.get(WIDGETS + "?watch=true");
			RawHttp1 other = new RawHttp1(plain).send("GET " + WIDGETS + "?watch=true HTTP/1.1\r\nHost: x\r\n\r\n");
			outlast(3);
			server.create("event", "red");
			assertThat(client.line(watch)).contains("ADDED", "\"name\":\"event\"");
			assertThat(client.answer(client.get("/livez")).body()).as("not told to go").isEqualTo("ok");
			assertThat(other.firstLineOfStream()).contains("ADDED", "\"name\":\"event\"");
		}
	}

	@Test
	void bodyMayTakeLongerThanHeaders() throws Exception {
		String body = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"slow\"},"
				+ "\"spec\":{\"color\":\"red\"}}";
		try (SSLSocket socket = server.connect(server.admin(), "http/1.1")) {
			RawHttp1 client = new RawHttp1(socket).send("POST " + WIDGETS + " HTTP/1.1\r\nHost: x\r\nContent-Type:"
					+ " application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 20));
			outlast(2);
			assertThat(client.send(body.substring(20)).answer().body()).contains("\"name\":\"slow\"", "\"uid\"");
		}
	}

	@Test
	void webSocketMayTalkForLonger() throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		server.create("talking", "red");
		WebSocket socket = server.webSocket(WIDGETS + "?watch=true&fieldSelector=metadata.name=talking", heard);
		assertThat(heard.next()).contains("ADDED", "talking");
		socket.sendText("ignored", true).join();
		outlast(3);
		socket.sendText("ignored", true).join();
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
		assertThat(heard.next()).isEqualTo("close 1000");
	}

	/**
	 * Until that many idle connections were closed, one after the other.
	 */
	private static void outlast(int times) throws IOException {
		for (int i = 0; i < times; i++) {
			try (RawHttp2 idle = new RawHttp2(connect("h2"))) {
				assertThat(idle.goAway()).isZero();
			}
		}
	}

	private static SSLSocket connect(String protocol) throws IOException {
		return connect(server, protocol);
	}

	private static SSLSocket connect(RunningServer of, String protocol) throws IOException {
		return TestHandshake.connect(of.port(), null, null, protocol);
	}

	private static Disposable drip(Socket socket) {
		return Flux.interval(Duration.ofMillis(50)).subscribe((tick) -> {
			try {
				socket.getOutputStream().write('a');
			}
			catch (IOException ex) {
				// It was closed, which the reader asserts.
			}
		}, (ex) -> {
		});
	}

	private static String rest(Socket socket) throws IOException {
		try (InputStream in = socket.getInputStream()) {
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (SocketException | SSLException ex) {
			// A reset is an end as well.
			return "";
		}
	}

}
