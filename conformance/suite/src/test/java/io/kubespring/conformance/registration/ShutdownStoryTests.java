package io.kubespring.conformance.registration;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is ended by SIGTERM cuts nobody off.
 */
class ShutdownStoryTests {

	private static final String F = "/apis/wardle.example.com/v1alpha1/fischers";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	@AfterEach
	void startAgain() {
		this.cluster.wardle().startAgain();
		this.cluster.awaitAvailable("v1alpha1.wardle.example.com");
	}

	@Test
	void whatIsUnderWayIsFinishedAndWatchesEndCleanly() throws Exception {
		int before = this.cluster.wardle().log().size();
		RawClient direct = this.cluster.wardle().client();
		RawClient proxied = this.cluster.kubeApiServer();
		List<HttpResponse<InputStream>> watches = List.of(direct.open(F + "?watch=1", Map.of()),
				proxied.open(F + "?watch=1", Map.of()));
		CompletableFuture<String> rest = new CompletableFuture<>();
		CompletableFuture<RawClient.Answer> written = direct.postLate(F, fischer("direct"), rest, true);
		CompletableFuture<RawClient.Answer> writtenByProxy = proxied.postLate(F, fischer("proxied"), rest, false);
		assertThat(proxied.send("GET", F, "", Map.of()).code()).as("comes behind them").isEqualTo(200);
		CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(this.cluster.wardle()::stop,
				(stop) -> new Thread(stop).start());
		for (HttpResponse<InputStream> watch : watches) {
			assertThat(watch.statusCode()).isEqualTo(200);
			assertThat(watch.body().readAllBytes()).as("ends cleanly").isEmpty();
		}
		assertThat(stopped).as("waits for what is under way").isNotDone();
		rest.complete("}}");
		for (CompletableFuture<RawClient.Answer> answer : List.of(written, writtenByProxy)) {
			RawClient.Answer known = answer.get(20, TimeUnit.SECONDS);
			assertThat(known.body()).contains("\"kind\":\"Fischer\"").contains("\"resourceVersion\":");
			assertThat(known.code()).isEqualTo(201);
		}
		assertThat(stopped.get(30, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(30));
		assertThat(this.cluster.wardle().log().stream().skip(before)).isNotEmpty()
			.noneMatch(ShutdownStoryTests::isError);
	}

	/**
	 * The application's own informer may say that the cluster does not reach it yet, or
	 * not any more.
	 */
	private static boolean isError(String line) {
		return line.contains(" ERROR ") && !line.contains("informer.cache.ReflectorRunnable");
	}

	private static String fischer(String name) {
		return "{\"apiVersion\":\"wardle.example.com/v1alpha1\",\"kind\":\"Fischer\",\"metadata\":{\"name\":\"" + name
				+ "\"";
	}

}
