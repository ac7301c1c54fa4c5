package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.autoconfigure.ExtensionServer.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server in a cluster answers before it knows whom to trust, while it serves, and
 * once its end has begun.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServingStatesTests {

	private static final List<String> API_PATHS = List.of("/", "/apis", "/apis/g.io", "/apis/g.io/v1",
			"/apis/g.io/v1/foos", "/apis/g.io/v1/namespaces/n/foos/x", "/apis/other.io/v1/bars", "/api", "/openapi/v2",
			"/openapi/v3", "/openapi/v3/apis/g.io/v1", "/version");

	@TempDir
	Path directory;

	@Test
	void nothingIsKnownBeforeTrustIsLoaded() throws Exception {
		try (ExtensionServer server = ExtensionServer.startWithoutTrust(this.directory)) {
			for (Version version : Version.values()) {
				for (String path : API_PATHS) {
					Exchange exchange = server.exchange(version, ExtensionServer.ALICE, server.request(path));
					assertUnavailable(exchange, "the request has been made before all known HTTP paths have been"
							+ " installed, please try again", 5);
				}
			}
			assertThat(server.exchange(Version.HTTP_2, null, server.request("/livez")).body()).isEqualTo("ok");
			Exchange ready = server.exchange(Version.HTTP_2, null, server.request("/readyz"));
			assertThat(ready.body())
				.contains("[-]poststarthook/load-cluster-authentication-info failed: reason withheld\n")
				.endsWith("readyz check failed\n");
			assertThat(ready.status()).isEqualTo(500);
			server.publishTrust();
			Exchange served = server.exchange(Version.HTTP_2, ExtensionServer.ALICE,
					server.request("/apis/g.io/v1/foos"));
			assertThat(served.body()).startsWith("{\"apiVersion\":\"g.io/v1\",\"items\":[")
				.contains("\"kind\":\"FooList\"");
			assertThat(server.exchange(Version.HTTP_2, null, server.request("/readyz")).body()).isEqualTo("ok");
		}
	}

	@Test
	void clientsAreSentElsewhereOnceTheEndHasBegun() throws Exception {
		try (ExtensionServer server = ExtensionServer.start(this.directory)) {
			server.state().stop();
			assertThat(
					server.exchange(Version.HTTP_2, ExtensionServer.ALICE, server.request("/apis/g.io/v1/foos")).body())
				.as("served until nothing new is")
				.startsWith("{\"apiVersion\":\"g.io/v1\",\"items\":[")
				.contains("\"kind\":\"FooList\"");
			server.state().drain();
			for (Version version : Version.values()) {
				for (String path : API_PATHS) {
					server.forgetConnections();
					assertUnavailable(server.exchange(version, ExtensionServer.ALICE, server.request(path)),
							"apiserver is shutting down", 1);
				}
			}
			assertThat(server.exchange(Version.HTTP_2, null, server.request("/readyz")).body())
				.contains("[-]shutdown failed: reason withheld\n")
				.endsWith("readyz check failed\n");
			assertThat(server.exchange(Version.HTTP_2, null, server.request("/livez")).body()).isEqualTo("ok");
		}
	}

	private static void assertUnavailable(Exchange exchange, String message, int seconds) {
		assertThat(exchange.body()).as(exchange.response().uri().getPath())
			.isEqualTo(
					"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
							+ message + "\",\"reason\":\"ServiceUnavailable\",\"details\":{\"retryAfterSeconds\":"
							+ seconds + "},\"code\":503}\n");
		assertThat(exchange.status()).isEqualTo(503);
		assertThat(exchange.header("Retry-After")).isEqualTo(String.valueOf(seconds));
		assertThat(exchange.header("Cache-Control")).isEqualTo("no-cache, private");
		assertThat(exchange.reviews()).isEmpty();
	}

}
