package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.cluster.Eventually;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.Health;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be seen of who is let in: counts, times, and what health tells of trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TrustMetricsTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void attemptsAreCountedAndTimedByTheirResult() throws Exception {
		double before = count("authentication.attempts", "result", "success");
		server.exchange(Version.HTTP_2, ExtensionServer.ALICE, server.request(LIST));
		assertThat(count("authentication.attempts", "result", "success")).isEqualTo(before + 1);
		assertThat(timed("authentication.duration", "result", "success")).isEqualTo((long) before + 1);
		assertThat(count("authorization.attempts", "result", "allowed")).isPositive();
		assertThat(timed("authorization.duration", "result", "allowed"))
			.isEqualTo((long) count("authorization.attempts", "result", "allowed"));
		assertThat(count("authenticated.user.requests", "username", "other")).isPositive();
		assertThat(registry().get("apiserver.client.certificate.expiration").summary().max()).isGreaterThan(31_104_000);
	}

	@Test
	void refusalsAreCounted() throws Exception {
		double noOpinion = count("authorization.attempts", "result", "no-opinion");
		double errors = count("authentication.attempts", "result", "error");
		double authzErrors = count("authorization.attempts", "result", "error");
		double created = count("apiserver.delegated.authz.request", "code", "201");
		assertThat(server.exchange(Version.HTTP_2, null, server.request(LIST)).status()).isEqualTo(403);
		assertThat(count("authorization.attempts", "result", "no-opinion")).isEqualTo(noOpinion + 1);
		assertThat(count("apiserver.delegated.authz.request", "code", "201")).isEqualTo(created + 1);
		assertThat(timed("apiserver.delegated.authz.request.duration", "code", "201")).isEqualTo((long) created + 1);
		assertThat(
				server.exchange(Version.HTTP_2, TestCertificates.selfSigned("nobody"), server.request(LIST)).status())
			.isEqualTo(401);
		assertThat(count("authentication.attempts", "result", "error")).isEqualTo(errors + 1);
		server.host().fail((call) -> call.path().contains("subjectaccessreviews"), 1, 403);
		assertThat(server.exchange(Version.HTTP_2, ExtensionServer.ALICE, server.request(LIST)).status())
			.isEqualTo(500);
		assertThat(count("authorization.attempts", "result", "error")).isEqualTo(authzErrors + 1);
		assertThat(count("apiserver.delegated.authz.request", "code", "403")).isEqualTo(1);
	}

	@Test
	void reviewsOfTokensAreCounted() throws Exception {
		assertThat(token("bad").status()).isEqualTo(401);
		assertThat(count("apiserver.delegated.authn.request", "code", "201")).isEqualTo(1);
		assertThat(count("authentication.token.cache.fetch", "status", "ok")).isEqualTo(1);
		assertThat(count("authentication.token.cache.request", "status", "miss")).isEqualTo(1);
		assertThat(token("bad").status()).isEqualTo(401);
		assertThat(count("authentication.token.cache.request", "status", "hit")).isEqualTo(1);
		assertThat(timed("authentication.token.cache.request.duration", "status", "hit")).isEqualTo(1);
		assertThat(count("authentication.token.cache.fetch", "status", "ok")).isEqualTo(1);
		server.host().fail((call) -> call.path().contains("tokenreviews"), 1, 403);
		assertThat(token("worse").status()).isEqualTo(401);
		assertThat(count("apiserver.delegated.authn.request", "code", "403")).isEqualTo(1);
		assertThat(count("authentication.token.cache.fetch", "status", "error")).isEqualTo(1);
		server.host().fail((call) -> call.path().contains("tokenreviews"), Integer.MAX_VALUE, 0);
		assertThat(token("worst").status()).isEqualTo(401);
		server.host().recover();
		assertThat(count("apiserver.delegated.authn.request", "code", "<error>")).isPositive();
		for (String status : List.of("in_flight", "blocked")) {
			Eventually.holds(() -> assertThat(registry().get("authentication.token.cache.active.fetch.count")
				.tag("status", status)
				.gauge()
				.value()).as(status).isZero());
		}
	}

	@Test
	void labelsAreFew() throws Exception {
		for (int i = 0; i < 50; i++) {
			server.exchange(Version.HTTP_2, ExtensionServer.PROXY,
					server.request(LIST + "/" + i).header("X-Remote-User", "user" + i + ((i % 2 == 0) ? "@x" : "")));
		}
		Set<String> labels = new TreeSet<>();
		for (Meter meter : registry().getMeters()) {
			if (meter.getId().getName().matches("(authent|author|apiserver\\.).*")) {
				meter.getId()
					.getTags()
					.stream()
					.filter((tag) -> !tag.getKey().equals("le"))
					.forEach((tag) -> labels.add(tag.getKey() + "=" + tag.getValue()));
			}
		}
		assertThat(labels).contains("username=email_id", "username=other")
			.allMatch((label) -> label.matches("result=(success|failure|error|allowed|denied|no-opinion)"
					+ "|username=(other|email_id|admin)|code=([0-9]{3}|<error>)|status=(ok|error|in_flight|blocked|hit|miss)"));
	}

	@Test
	void healthTellsWhomTrustIsIn() {
		assertThat(trustDetails())
			.containsEntry("clients", List.of(Map.of("subject", "CN=cl", "expires", "2100-01-01T00:00:00Z")))
			.containsEntry("frontProxies", List.of(Map.of("subject", "CN=fp", "expires", "2100-01-01T00:00:00Z")))
			.containsEntry("allowedNames", List.of("front-proxy-client"))
			.doesNotContainKey("problem");
		assertThat(trustDetails().get("since").toString()).startsWith("20").endsWith("Z");
		server.host().fail((call) -> call.path().contains("configmaps"), Integer.MAX_VALUE, 403);
		server.host().endWatches();
		Eventually.holds(() -> assertThat(TrustDetails.of(server.bean(ClusterTrust.class)).get("problem").toString())
			.startsWith("unable to read the ConfigMap kube-system/extension-apiserver-authentication")
			.contains("extension-apiserver-authentication-reader"));
		server.host().recover();
		Eventually
			.holds(() -> assertThat(TrustDetails.of(server.bean(ClusterTrust.class))).doesNotContainKey("problem"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> trustDetails() {
		Health health = server.bean(ApiServerHealthIndicator.class).health();
		return (Map<String, Object>) health.getDetails().get("trust");
	}

	private static ExtensionServer.Exchange token(String token) throws Exception {
		return server.exchange(Version.HTTP_2, null, server.request(LIST).header("Authorization", "Bearer " + token));
	}

	private static double count(String name, String label, String value) {
		Counter counter = registry().find(name).tag(label, value).counter();
		return (counter != null) ? counter.count() : 0;
	}

	private static long timed(String name, String label, String value) {
		return registry().get(name).tag(label, value).timer().count();
	}

	private static MeterRegistry registry() {
		return server.bean(MeterRegistry.class);
	}

}
