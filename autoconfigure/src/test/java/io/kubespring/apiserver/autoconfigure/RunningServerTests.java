package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.openapi.ApiClient;
import io.kubespring.apiserver.certificate.CertificateAuthority;
import io.kubespring.apiserver.certificate.IssuedCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The edge as clients see it, over TLS.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunningServerTests {

	@TempDir
	static Path directory;

	private static RunningServer server;

	@BeforeAll
	static void start() {
		server = RunningServer.start(directory, "--management.endpoint.health.probes.add-additional-paths=true",
				"--management.endpoint.health.show-components=always");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void administratorIsServedOverHttp2() throws Exception {
		HttpResponse<String> response = server.get(server.admin(), "/apis/test.example.com/v1");
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\"")
			.contains("\"name\":\"widgets\"");
	}

	@Test
	void clientJavaDoesNotFallBackToSomeLocalPort() {
		assertThat(server.beansOfType(ApiClient.class)).isEmpty();
	}

	@Test
	void clientOfHttp11IsServed() throws Exception {
		HttpResponse<String> response = server.client(server.admin())
			.send(server.request("/apis").version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
		assertThat(response.body()).contains("test.example.com");
	}

	@Test
	void certificateOfSomebodyElsesAuthorityPassesHandshakeAndIsRefused() throws Exception {
		IssuedCertificate foreign = CertificateAuthority.create("elsewhere", Duration.ofDays(1), Clock.systemUTC())
			.issueClient("mallory", List.of("system:masters"), Duration.ofDays(1));
		HttpResponse<String> response = server.get(foreign, "/apis");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).contains("\"message\":\"Unauthorized\"", "\"reason\":\"Unauthorized\"");
	}

	@Test
	void callerWithoutCertificateIsAnonymousAndForbidden() throws Exception {
		HttpResponse<String> response = server.get(null, "/apis");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains("forbidden: User \\\"system:anonymous\\\" cannot get path \\\"/apis\\\"");
	}

	@Test
	void probesAreTheApiServersAndNotTheActuators() throws Exception {
		for (String path : List.of("/livez", "/readyz", "/healthz")) {
			HttpResponse<String> response = server.get(null, path);
			assertThat(response.body()).as(path).isEqualTo("ok");
			assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
		}
		assertThat(server.get(server.admin(), "/readyz?verbose").body()).isEqualTo("""
				[+]ping ok
				[+]poststarthook/storage-readiness ok
				[+]store ok
				[+]livenessState ok
				[+]readinessState ok
				[+]serving-certificate ok
				[+]shutdown ok
				readyz check passed
				""");
	}

	@Test
	void actuatorIsGuardedAsTheApiIs() throws Exception {
		HttpResponse<String> refused = server.get(null, "/actuator/health");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("cannot get path \\\"/actuator/health\\\"");
		assertThat(server.get(server.admin(), "/actuator/health").body()).contains("\"status\":\"UP\"",
				"\"apiserver\":");
	}

	@Test
	void headersOfUserWithManyGroupsAreTaken() throws Exception {
		String value = "g".repeat(200 * 1024);
		for (HttpClient.Version version : HttpClient.Version.values()) {
			HttpResponse<String> response = server.client(server.admin())
				.send(server.request("/version").version(version).header("X-Long", value).build(),
						BodyHandlers.ofString());
			assertThat(response.body()).as(version.name()).contains("gitVersion");
		}
	}

}
