package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.server.ApiServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * WebSockets through the handler in front of the application's: watches and connecting
 * subresources.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WebSocketTests {

	private static final String WIDGETS = "/apis/test.example.com/v1/namespaces/default/widgets";

	@TempDir
	static Path directory;

	private static RunningServer server;

	@BeforeAll
	static void start() throws Exception {
		server = RunningServer.start(directory);
		server.create("first", "red");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static int watches() {
		return server.beansOfType(ApiServer.class).values().iterator().next().watches();
	}

	private static void awaitNoWatch() {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (watches() > 0) {
			assertThat(System.nanoTime()).as("a watch that does not end").isLessThan(deadline);
			Thread.onSpinWait();
		}
	}

	@Test
	void eachEventIsAMessageAndTheEndOfTheWatchAClose() throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		WebSocket socket = server.webSocket(
				WIDGETS + "?watch=1&allowWatchBookmarks=1&timeoutSeconds=5&fieldSelector=metadata.name!%3Dother",
				heard);
		assertThat(heard.next()).startsWith("text {\"type\":\"ADDED\",\"object\":{")
			.contains("\"name\":\"first\"")
			.endsWith("}\n");
		assertThat(heard.next()).contains("BOOKMARK", "k8s.io/initial-events-end");
		assertThat(socket.getSubprotocol()).isEmpty();
		socket.sendText("whatever", true).get(20, TimeUnit.SECONDS);
		socket.sendPing(ByteBuffer.wrap(new byte[3])).get(20, TimeUnit.SECONDS);
		String line = heard.next();
		while (line.contains("BOOKMARK")) {
			line = heard.next();
		}
		assertThat(line).isEqualTo("pong 3");
		server.create("while-watched", "blue");
		line = heard.next();
		while (line.contains("BOOKMARK")) {
			line = heard.next();
		}
		assertThat(line).contains("ADDED", "while-watched");
		while (line.startsWith("text ")) {
			line = heard.next();
		}
		assertThat(line).isEqualTo("close 1000");
		awaitNoWatch();
	}

	@Test
	void clientThatClosesEndsItsWatch() throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		WebSocket socket = server.webSocket(WIDGETS + "?watch=1", heard, "anything");
		assertThat(heard.next()).contains("ADDED");
		assertThat(socket.getSubprotocol()).isEqualTo("anything");
		assertThat(watches()).isEqualTo(1);
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
		awaitNoWatch();
	}

	@Test
	void clientThatIsCutOffEndsItsWatch() throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		WebSocket socket = server.webSocket(WIDGETS + "?watch=1", heard);
		assertThat(heard.next()).contains("ADDED");
		assertThat(watches()).isEqualTo(1);
		socket.abort();
		awaitNoWatch();
	}

	@Test
	void tooOldARevisionIsToldOnTheSocket() throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		server.webSocket(WIDGETS + "?watch=1&resourceVersion=1", heard);
		assertThat(heard.next()).startsWith("text {\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\"")
			.contains("\"reason\":\"Expired\",\"code\":410}}\n");
		assertThat(heard.next()).isEqualTo("close 1000");
	}

	@Test
	void mistakesAreAnsweredBeforeTheUpgrade() throws Exception {
		ExecutionException failure = catchThrowableOfType(ExecutionException.class,
				() -> server.webSocket(WIDGETS + "?watch=1&sendInitialEvents=true", new WebSocketTranscript()));
		assertThat(failure).cause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(refused) -> assertThat(refused.getResponse().statusCode()).isEqualTo(422));
		failure = catchThrowableOfType(ExecutionException.class,
				() -> server.webSocket(WIDGETS + "?watch=1", new WebSocketTranscript(), "a", "b"));
		assertThat(failure).cause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(refused) -> assertThat(refused.getResponse().statusCode()).isEqualTo(400));
	}

	@Test
	void connectorTalksOnAWebSocketAsTheCaller() throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		WebSocket socket = server.webSocket(WIDGETS + "/first/talk/a/b?c=d", heard);
		assertThat(heard.next()).isEqualTo("text kubespring-admin first boundedElastic");
		socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
		assertThat(heard.next()).isEqualTo("text hello");
		socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
		assertThat(heard.next()).isEqualTo("close 1000");
	}

	@Test
	void handlerOfAConnectorRunsOnTheEventLoopWithWhateverMethod() throws Exception {
		for (String method : new String[] { "GET", "POST", "PUT", "PATCH", "DELETE" }) {
			assertThat(talk(method, "/a/b/").body())
				.isEqualTo(method + " /a/b/ reactor kubespring-admin first boundedElastic");
		}
	}

	@Test
	void failuresOfAConnectorAreStatuses() throws Exception {
		assertThat(talk("GET", "/fail/status").body())
			.isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
					+ "\"status\":\"Failure\",\"message\":\"no such tune\",\"reason\":\"BadRequest\",\"code\":400}\n");
		assertThat(talk("GET", "/fail/spring").body()).contains("\"message\":\"somebody else sings\"",
				"\"reason\":\"Conflict\",\"code\":409");
		HttpResponse<String> failed = talk("GET", "/fail/now");
		assertThat(failed.body()).contains("\"reason\":\"InternalError\"", "\"code\":500").doesNotContain("a secret");
		assertThat(talk("GET", "?dryRun=All").body()).contains("\"message\":\"dryRun is not supported\"");
	}

	@Test
	void connectToNothingIsNotFound() throws Exception {
		assertThat(server.get(server.admin(), WIDGETS + "/missing/talk").body())
			.contains("widgets.test.example.com \\\"missing\\\" not found");
	}

	private static HttpResponse<String> talk(String method, String path) throws Exception {
		return server.client(server.admin())
			.send(server.request(WIDGETS + "/first/talk" + path).method(method, BodyPublishers.noBody()).build(),
					BodyHandlers.ofString());
	}

}
