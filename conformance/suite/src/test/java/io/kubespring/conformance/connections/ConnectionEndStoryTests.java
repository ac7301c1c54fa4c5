package io.kubespring.conformance.connections;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.SocketTranscript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is ended by SIGTERM says good-bye on its WebSockets.
 */
class ConnectionEndStoryTests {

	private static final String WIDGETS = "/apis/demo.example.com/v1/namespaces/default/widgets";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	@AfterEach
	void startAgain() {
		this.cluster.demo().startAgain();
		this.cluster.awaitAvailable("v1." + ConformanceCluster.DEMO);
	}

	@Test
	void webSocketsAreClosedThroughTheAggregator() throws Exception {
		int before = this.cluster.demo().log().size();
		this.cluster.kubectl().apply("""
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata: {name: ending, namespace: default}
				spec: {size: 1}
				""");
		SocketTranscript watch = this.cluster.kubeApiServer()
			.webSocket(WIDGETS + "?watch=true&fieldSelector=metadata.name%3Dending", Map.of(), "");
		assertThat(watch.next()).startsWith("text {\"type\":\"ADDED\"");
		SocketTranscript echo = this.cluster.kubeApiServer().webSocket(WIDGETS + "/ending/echo", Map.of(), "");
		assertThat(echo.next()).isEqualTo("text admin at default/ending /");
		CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(this.cluster.demo()::stop,
				(stop) -> new Thread(stop).start());
		assertThat(watch.next()).isEqualTo("close 1000");
		assertThat(echo.next()).isEqualTo("close 1001");
		assertThat(stopped.get(30, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(30));
		assertThat(this.cluster.demo().log().stream().skip(before)).isNotEmpty()
			.noneMatch((line) -> line.contains(" ERROR "));
	}

}
