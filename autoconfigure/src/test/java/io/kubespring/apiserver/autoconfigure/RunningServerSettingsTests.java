package io.kubespring.apiserver.autoconfigure;

import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The edge under other settings, and its end.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunningServerSettingsTests {

	@TempDir
	Path directory;

	@Test
	void actuatorWithoutBasePathIsGuardedToo() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory, "--management.endpoints.web.base-path=/")) {
			assertThat(server.get(null, "/health").body()).contains("cannot get path \\\"/health\\\"");
			assertThat(server.get(server.admin(), "/health").body()).contains("\"status\":\"UP\"");
		}
	}

	@Test
	void http2CanBeSwitchedOff() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory, "--server.http2.enabled=false")) {
			HttpResponse<String> response = server.get(server.admin(), "/version");
			assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
			assertThat(response.body()).contains("gitVersion");
		}
	}

	@Test
	void readinessOfTheActuatorFollowsTheApiServer() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory)) {
			assertThat(server.get(server.admin(), "/actuator/health/readiness").body()).contains("\"UP\"");
			server.state().stop();
			assertThat(server.get(server.admin(), "/actuator/health/readiness").body())
				.contains("\"status\":\"OUT_OF_SERVICE\"");
			assertThat(server.get(server.admin(), "/actuator/health/liveness").body()).contains("\"UP\"");
			assertThat(server.get(null, "/readyz").body()).isEqualTo("""
					[+]ping ok
					[+]poststarthook/storage-readiness ok
					[+]store ok
					[+]livenessState ok
					[+]readinessState ok
					[+]serving-certificate ok
					[-]shutdown failed: reason withheld
					readyz check failed
					""");
			assertThat(server.get(server.admin(), "/apis").body()).contains("APIGroupList");
			server.state().drain();
			assertThat(server.get(server.admin(), "/apis").body()).contains("apiserver is shutting down");
		}
	}

	@Test
	void openWatchEndsCleanlyAtShutdown() throws Exception {
		RunningServer server = RunningServer.start(this.directory);
		try (BufferedReader watch = server.open(server.admin(),
				"/apis/test.example.com/v1/widgets?watch=true&sendInitialEvents=true"
						+ "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true")) {
			assertThat(watch.readLine()).startsWith("{\"type\":\"BOOKMARK\"").contains("k8s.io/initial-events-end");
			server.close();
			assertThat(watch.readLine()).isNull();
		}
		finally {
			server.close();
		}
	}

}
