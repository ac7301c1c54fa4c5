package io.kubespring.apiserver.autoconfigure;

import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the code of a user does, probes, documents and stored objects are answered: by
 * no thread that it can have.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class BlockedUserCodeTests {

	private static final String API = "/apis/test.example.com/v1/";

	private static final String NAMESPACED = API + "namespaces/default/";

	private static final String THOUGHT = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"%s\",\"metadata\":"
			+ "{\"name\":\"%s\"},\"spec\":{\"text\":\"%s\"}}";

	@TempDir
	Path directory;

	@Test
	void probesDiscoveryAndStoredObjectsAreAnsweredWhileUserCodeKeepsEveryThread() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory, Application.class)) {
			HttpClient client = server.client(server.admin());
			assertThat(post(server, client, "doubts", THOUGHT.formatted("Doubt", "kept", "sure")).get().body())
				.contains("\"name\":\"kept\"");
			List<CompletableFuture<HttpResponse<String>>> pending = keepAllThreads(server, client);
			Ponderings.Gate gate = server.bean(Ponderings.Gate.class);
			try {
				gate.kept.await();
				assertAnswered(server, client);
				assertThat(pending).noneMatch(CompletableFuture::isDone);
			}
			finally {
				gate.release.countDown();
			}
			for (CompletableFuture<HttpResponse<String>> answer : pending) {
				assertThat(answer.get().body()).startsWith("{\"").contains("\"metadata\":{");
			}
		}
	}

	private static List<CompletableFuture<HttpResponse<String>>> keepAllThreads(RunningServer server,
			HttpClient client) {
		List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>();
		for (int i = 0; i <= Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE; i++) {
			pending.add(ask(server, client, i));
		}
		return pending;
	}

	private static CompletableFuture<HttpResponse<String>> ask(RunningServer server, HttpClient client, int i) {
		return switch (i % 6) {
			case 0 -> get(server, client, NAMESPACED + "thoughts/t");
			case 1 -> post(server, client, "thoughts", THOUGHT.formatted("Thought", "t", ""));
			case 2 -> get(server, client, NAMESPACED + "dreams/d");
			case 3 -> get(server, client, NAMESPACED + "dreams");
			case 4 -> get(server, client, NAMESPACED + "dreams?watch=1");
			default -> post(server, client, "doubts", THOUGHT.formatted("Doubt", "d" + i, "unsure"));
		};
	}

	private static void assertAnswered(RunningServer server, HttpClient client) throws Exception {
		for (HttpClient.Version version : HttpClient.Version.values()) {
			for (String probe : List.of("/livez", "/readyz", "/healthz")) {
				assertThat(answer(server, client, version, probe)).isEqualTo("ok");
			}
			assertThat(answer(server, client, version, "/apis")).contains("\"name\":\"test.example.com\"");
			assertThat(answer(server, client, version, "/apis/test.example.com")).contains("\"kind\":\"APIGroup\"");
			assertThat(answer(server, client, version, "/apis/test.example.com/v1")).contains("\"name\":\"dreams\"");
			assertThat(answer(server, client, version, "/openapi/v2")).contains("com.example.test.v1.Doubt");
			assertThat(answer(server, client, version, "/openapi/v3")).contains("apis/test.example.com/v1");
			assertThat(answer(server, client, version, "/openapi/v3/apis/test.example.com/v1"))
				.contains("com.example.test.v1.Dream");
			assertThat(answer(server, client, version, "/version")).contains("gitVersion");
			assertThat(answer(server, client, version, NAMESPACED + "doubts/kept")).contains("\"name\":\"kept\"");
			assertThat(answer(server, client, version, API + "doubts")).contains("\"kind\":\"DoubtList\"",
					"\"name\":\"kept\"");
		}
		try (BufferedReader watch = server.open(server.admin(), API + "doubts?watch=1")) {
			assertThat(watch.readLine()).startsWith("{\"type\":\"ADDED\"").contains("\"name\":\"kept\"");
		}
	}

	private static String answer(RunningServer server, HttpClient client, HttpClient.Version version, String path)
			throws Exception {
		HttpRequest request = server.request(path).version(version).build();
		return client.sendAsync(request, BodyHandlers.ofString()).get(20, TimeUnit.SECONDS).body();
	}

	private static CompletableFuture<HttpResponse<String>> get(RunningServer server, HttpClient client, String path) {
		return client.sendAsync(server.request(path).build(), BodyHandlers.ofString());
	}

	private static CompletableFuture<HttpResponse<String>> post(RunningServer server, HttpClient client, String plural,
			String body) {
		return client.sendAsync(server.request(NAMESPACED + plural)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Ponderings.Gate.class, Ponderings.Thoughts.class, Ponderings.Dreams.class, Ponderings.Doubts.class })
	static class Application {

	}

}
