package io.kubespring.apiserver.autoconfigure;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLSocket;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.ServerState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health, deadlines, failures and the end, through a real server.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class RequestLifeTests {

	private static final String JOBS = "/apis/test.example.com/v1/namespaces/n/jobs";

	private static final String JOB = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"a\"}}";

	@TempDir
	Path directory;

	@Test
	void membersOfTheActuatorsGroupsAreChecks() throws Exception {
		try (RunningServer server = start("--management.endpoint.health.group.readiness.include=readinessState,queue",
				"--management.endpoint.health.group.liveness.include=livenessState,heart")) {
			assertThat(server.get(server.admin(), "/readyz?verbose").body()).isEqualTo("""
					[+]ping ok
					[+]poststarthook/storage-readiness ok
					[+]livenessState ok
					[+]readinessState ok
					[+]serving-certificate ok
					[+]custom ok
					[+]heart ok
					[+]queue ok
					[+]shutdown ok
					readyz check passed
					""");
			assertThat(server.get(server.admin(), "/livez?verbose").body())
				.isEqualTo("[+]ping ok\n[+]livenessState ok\n[+]heart ok\nlivez check passed\n");
			assertThat(server.get(server.admin(), "/healthz?verbose").body()).isEqualTo(
					"[+]ping ok\n[+]poststarthook/storage-readiness ok\n[+]livenessState ok\n[+]serving-certificate ok\n"
							+ "[+]custom ok\n[+]heart ok\n[+]queue ok\nhealthz check passed\n");
		}
	}

	@Test
	void failingIndicatorMakesItsProbeFailAndTellsWhoMayAsk() throws Exception {
		try (RunningServer server = start("--management.endpoint.health.group.readiness.include=queue")) {
			server.bean(Indicators.class).queue.set(Health.down().withDetail("error", "no route").build());
			HttpResponse<String> ready = server.get(null, "/readyz");
			assertThat(ready.statusCode()).isEqualTo(500);
			assertThat(ready.body()).contains("[-]queue failed: reason withheld\n").doesNotContain("no route");
			assertThat(server.get(server.admin(), "/readyz/queue").body())
				.isEqualTo("internal server error: DOWN: no route\n");
			assertThat(server.get(null, "/readyz/queue").statusCode()).isEqualTo(403);
			assertThat(server.get(server.admin(), "/apis").body()).as("it is only told").contains("APIGroupList");
			assertThat(server.get(null, "/livez").body()).isEqualTo("ok");
		}
	}

	@Test
	void statesOfTheApplicationAreChecks() throws Exception {
		try (RunningServer server = start()) {
			ApplicationContext context = server.context();
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			assertThat(server.get(null, "/readyz").body()).contains("[-]readinessState failed: reason withheld\n")
				.contains("[+]shutdown ok\n");
			assertThat(server.get(null, "/livez").body()).isEqualTo("ok");
			AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
			assertThat(server.get(null, "/livez").body()).contains("[-]livenessState failed: reason withheld\n")
				.endsWith("livez check failed\n");
			assertThat(server.get(server.admin(), "/livez/livenessState").body())
				.isEqualTo("internal server error: the application is BROKEN\n");
		}
	}

	@Test
	void anyMethodAsksForHealthAndHeadHasNoBody() throws Exception {
		try (RunningServer server = start()) {
			for (String method : new String[] { "POST", "DELETE", "OPTIONS" }) {
				assertThat(send(server, method, "/livez", "").body()).as(method).isEqualTo("ok");
			}
			HttpResponse<String> head = send(server, "HEAD", "/livez", "");
			assertThat(head.body()).isEmpty();
			assertThat(head.headers().firstValue("content-length")).hasValue("2");
			assertThat(head.headers().firstValue("x-content-type-options")).hasValue("nosniff");
			assertThat(send(server, "GET", "/livez/ping", "").headers().firstValue("x-content-type-options")).isEmpty();
			assertThat(send(server, "GET", "/livez/", "").body()).startsWith("{\n  \"paths\": [");
		}
	}

	@Test
	void failureOfUserCodeIsLoggedOnceWithWhatTheClientKnows(CapturedOutput output) throws Exception {
		try (RunningServer server = start()) {
			HttpResponse<String> failed = send(server, "GET", JOBS + "/broken", "");
			assertThat(failed.body()).contains("InternalError").doesNotContain("secret");
			String id = failed.headers().firstValue("audit-id").orElseThrow();
			assertThat(output.getAll().split("the secret of a job", -1)).hasSize(2);
			assertThat(output).contains("Failed to serve GET " + JOBS + "/broken with audit id " + id);
		}
	}

	@Test
	void slowAnswerIsGivenUpOverBothProtocols(CapturedOutput output) throws Exception {
		try (RunningServer server = start("--apiserver.request.timeout=300ms")) {
			for (HttpClient.Version version : HttpClient.Version.values()) {
				HttpResponse<String> late = server.client(server.admin())
					.send(server.request(JOBS + "/slow").version(version).build(), BodyHandlers.ofString());
				assertThat(late.body())
					.isEqualTo("{\"metadata\":{},\"status\":\"Failure\",\"message\":\"Timeout: request"
							+ " did not complete within the allotted timeout\",\"reason\":\"Timeout\",\"details\":{},"
							+ "\"code\":504}\n");
				assertThat(late.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
			}
			assertThat(output).doesNotContain("ERROR");
		}
	}

	@Test
	void writeHasATimeOfItsOwn() throws Exception {
		try (RunningServer server = start("--apiserver.request.write-timeout=200ms")) {
			HttpResponse<String> late = send(server, "POST", JOBS, JOB);
			assertThat(late.body()).contains(
					"Timeout: request did not complete within requested timeout - context deadline exceeded",
					"\"kind\":\"Status\"");
			server.bean(Jobs.class).release.countDown();
		}
	}

	@Test
	void bodyThatDoesNotComeIsGivenUp() throws Exception {
		try (RunningServer server = start("--apiserver.request.timeout=300ms")) {
			try (SSLSocket socket = server.connect()) {
				socket.getOutputStream()
					.write(("POST " + JOBS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
							+ "Content-Length: 100\r\n\r\n{")
						.getBytes(StandardCharsets.US_ASCII));
				BufferedReader answer = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
				assertThat(answer.readLine()).isEqualTo("HTTP/1.1 504 Gateway Timeout");
				assertThat(answer.lines().filter((line) -> line.startsWith("{")).findFirst())
					.hasValueSatisfying((line) -> assertThat(line).contains("within the allotted timeout"));
			}
		}
	}

	@Test
	void writeThatIsOneTooManyIsSentAwayButNotAnAdministrators() throws Exception {
		try (RunningServer server = start("--apiserver.request.max-mutating-in-flight=1")) {
			CompletableFuture<HttpResponse<String>> first = sendAsync(server, JOBS, JOB);
			server.bean(Jobs.class).begun.await();
			HttpResponse<String> guest = server.client(null)
				.send(server.request(JOBS)
					.header("X-Guest", "gil")
					.header("Content-Type", "application/json")
					.POST(BodyPublishers.ofString(JOB))
					.build(), BodyHandlers.ofString());
			assertThat(guest.body()).isEqualTo("Too many requests, please try again later.\n");
			assertThat(guest.statusCode()).isEqualTo(429);
			assertThat(guest.headers().firstValue("retry-after")).hasValue("1");
			CompletableFuture<HttpResponse<String>> second = sendAsync(server, JOBS, JOB);
			server.bean(Jobs.class).begunTwice.await();
			server.bean(Jobs.class).release.countDown();
			assertThat(first.get().body()).contains("\"name\":\"a\"");
			assertThat(second.get().body()).contains("\"name\":\"a\"");
		}
	}

	@Test
	void requestUnderWayIsFinishedAtTheEnd(CapturedOutput output) throws Exception {
		RunningServer server = start();
		CompletableFuture<HttpResponse<String>> slow = sendAsync(server, JOBS, JOB);
		server.bean(Jobs.class).begun.await();
		ServerState state = server.state();
		CountDownLatch release = server.bean(Jobs.class).release;
		CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
		while (!state.isDraining()) {
			Thread.onSpinWait();
		}
		assertThat(closed).isNotDone();
		release.countDown();
		assertThat(slow.get().statusCode()).isEqualTo(201);
		assertThat(slow.get().body()).contains("\"name\":\"a\"");
		closed.get();
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void everythingIsServedUntilTheDelayOfTheEndIsOver() throws Exception {
		try (RunningServer server = start()) {
			server.state().stop();
			assertThat(server.get(server.admin(), "/readyz").body()).contains("[-]shutdown failed: reason withheld\n");
			assertThat(server.get(server.admin(), JOBS + "/fine").body()).contains("\"name\":\"fine\"");
			assertThat(server.get(null, "/livez").body()).isEqualTo("ok");
		}
	}

	@Test
	void whoComesTooLateIsToldToUseAnotherConnection() throws Exception {
		try (RunningServer server = start("--apiserver.shutdown.send-retry-after=true")) {
			server.state().drain();
			HttpResponse<String> first = server.client(server.admin())
				.send(server.request("/apis").version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
			assertThat(first.body()).isEqualTo("The apiserver is shutting down, please try again later.\n");
			assertThat(first.statusCode()).isEqualTo(429);
			assertThat(first.headers().firstValue("retry-after")).hasValue("5");
			assertThat(first.headers().firstValue("connection")).hasValue("close");
			HttpResponse<String> second = server.get(server.admin(), "/apis");
			assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(second.statusCode()).isEqualTo(429);
		}
	}

	private RunningServer start(String... properties) {
		return RunningServer.start(this.directory, Application.class, properties);
	}

	private static HttpResponse<String> send(RunningServer server, String method, String path, String body)
			throws Exception {
		return server.client(server.admin())
			.send(server.request(path)
				.header("Content-Type", "application/json")
				.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

	private static CompletableFuture<HttpResponse<String>> sendAsync(RunningServer server, String path, String body)
			throws Exception {
		return server.client(server.admin())
			.sendAsync(server.request(path)
				.version(HttpClient.Version.HTTP_1_1)
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

	static class Job extends ApiObject<Spec, Void> {

	}

	record Spec(@Nullable String text) {

	}

	/**
	 * Jobs that fail, wait, or are fine, by their name.
	 */
	@ApiResource(group = "test.example.com", version = "v1")
	static class Jobs implements Getter<Job>, Creator<Job> {

		final CountDownLatch begun = new CountDownLatch(1);

		final CountDownLatch begunTwice = new CountDownLatch(2);

		final CountDownLatch release = new CountDownLatch(1);

		@Override
		public Job get(String name, RequestContext context) {
			if (name.equals("broken")) {
				throw new IllegalStateException("the secret of a job");
			}
			if (name.equals("slow")) {
				await();
			}
			Job job = new Job();
			job.setMetadata(new V1ObjectMeta().name(name).namespace(context.namespace()));
			return job;
		}

		@Override
		public Job create(Job job, RequestContext context) {
			this.begun.countDown();
			this.begunTwice.countDown();
			await();
			return job;
		}

		private void await() {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	static class Indicators {

		final AtomicReference<Health> queue = new AtomicReference<>(Health.up().build());

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Jobs.class, Indicators.class })
	static class Application {

		/**
		 * Believes whoever says that he is a guest.
		 */
		@Bean
		Authenticator guests() {
			return (request) -> Flux.fromIterable(request.header("X-Guest"))
				.next()
				.map((name) -> new UserInfo(name, "", List.of("system:authenticated"), Map.of()));
		}

		@Bean
		HealthIndicator queue(Indicators indicators) {
			return indicators.queue::get;
		}

		@Bean
		HealthIndicator heart() {
			return () -> Health.up().build();
		}

		@Bean
		HealthCheck custom() {
			return HealthCheck.ready("custom", () -> null);
		}

	}

}
