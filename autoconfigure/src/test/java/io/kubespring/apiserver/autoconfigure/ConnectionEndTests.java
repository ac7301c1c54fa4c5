package io.kubespring.apiserver.autoconfigure;

import java.io.BufferedReader;
import java.io.InputStream;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.Watcher;
import io.kubespring.apiserver.server.ApiServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What lasts ends with its client, and with the server.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class ConnectionEndTests {

	private static final String WIDGETS = "/apis/test.example.com/v1/namespaces/default/widgets";

	private static final String HOLD = WIDGETS + "/first/hold";

	private static final String TIDES = "/apis/test.example.com/v1/namespaces/default/tides?watch=1";

	@TempDir
	Path directory;

	@Test
	void handlerOfAWebSocketLearnsThatItsClientLeft() throws Exception {
		try (RunningServer server = start()) {
			WidgetHold hold = server.bean(WidgetHold.class);
			assertThat(held(server, "/send").sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS))
				.isNotNull();
			assertThat(hold.end()).isEqualTo("cancel");
			held(server, "/send").abort();
			assertThat(hold.end()).isEqualTo("cancel");
			held(server, "/receive").abort();
			assertThat(hold.end()).isEqualTo("onError");
			held(server, "/finish").sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
			assertThat(hold.end()).as("has its say behind the end").isEqualTo("finished");
			awaitNothingOpen(server);
		}
	}

	@Test
	void handlerOfAPlainConnectionLearnsThatItsClientLeft() throws Exception {
		try (RunningServer server = start()) {
			for (Version version : Version.values()) {
				HttpResponse<InputStream> answer = server.client(server.admin())
					.send(server.request(HOLD).version(version).build(), BodyHandlers.ofInputStream());
				assertThat(new String(answer.body().readNBytes(4))).isEqualTo("held");
				answer.body().close();
				assertThat(server.bean(WidgetHold.class).end()).isEqualTo("cancel");
			}
		}
	}

	@Test
	void serverThatEndsClosesWhatLasts(CapturedOutput output) throws Exception {
		RunningServer server = start();
		WidgetHold hold = server.bean(WidgetHold.class);
		WebSocketTranscript sending = new WebSocketTranscript();
		server.webSocket(HOLD + "/send", sending);
		assertThat(sending.next()).isEqualTo("text held");
		WebSocketTranscript watching = new WebSocketTranscript();
		server.webSocket(WIDGETS + "?watch=1", watching);
		assertThat(watching.next()).contains("ADDED");
		WebSocketTranscript watchingBean = new WebSocketTranscript();
		server.webSocket(TIDES, watchingBean);
		assertThat(watchingBean.next()).contains("ADDED", "\"name\":\"high\"");
		BufferedReader watchedBean = server.open(server.admin(), TIDES);
		assertThat(watchedBean.readLine()).contains("ADDED", "\"name\":\"high\"");
		assertThat(apiServer(server).watches()).isEqualTo(3);
		assertThat(apiServer(server).sockets()).isEqualTo(1);
		CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
		assertThat(sending.next()).isEqualTo("close 1001");
		assertThat(hold.end()).isEqualTo("cancel");
		assertThat(watching.next()).isEqualTo("close 1000");
		assertThat(watchingBean.next()).isEqualTo("close 1000");
		assertThat(watchedBean.readLine()).as("a clean end").isNull();
		closed.get();
		assertThat(output).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
	}

	private RunningServer start() throws Exception {
		RunningServer server = RunningServer.start(this.directory, Application.class);
		server.create("first", "red");
		return server;
	}

	private static ApiServer apiServer(RunningServer server) {
		return server.bean(ApiServer.class);
	}

	private static WebSocket held(RunningServer server, String path) throws Exception {
		WebSocketTranscript heard = new WebSocketTranscript();
		WebSocket socket = server.webSocket(HOLD + path, heard);
		if (path.equals("/send")) {
			assertThat(heard.next()).isEqualTo("text held");
		}
		return socket;
	}

	private static void awaitNothingOpen(RunningServer server) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (apiServer(server).sockets() > 0) {
			assertThat(System.nanoTime()).as("a WebSocket that does not end").isLessThan(deadline);
			Thread.onSpinWait();
		}
	}

	static class Tide extends ApiObject<Void, Void> {

	}

	/**
	 * A bean that serves its watch by itself, for ever.
	 */
	@ApiResource(group = "test.example.com", version = "v1")
	static class Tides implements Lister<Tide>, Watcher<Tide> {

		@Override
		public ObjectList<Tide> list(ListOptions options, RequestContext context) {
			return ObjectList.of(List.of(high(context)));
		}

		@Override
		public Flux<WatchEvent<Tide>> watch(ListOptions options, RequestContext context) {
			return Flux.<WatchEvent<Tide>>never().startWith(new WatchEvent<>(WatchEvent.Type.ADDED, high(context)));
		}

		private static Tide high(RequestContext context) {
			Tide tide = new Tide();
			tide.setMetadata(new V1ObjectMeta().name("high").namespace(context.namespace()).resourceVersion("7"));
			return tide;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Widgets.class, WidgetHold.class, Tides.class })
	static class Application {

	}

}
