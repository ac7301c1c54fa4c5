package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Whom and what nobody asks the cluster about.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class AlwaysAllowPropertiesTests {

	@TempDir
	Path directory;

	@Test
	void case99PathsAreAllowedToEverybody() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory,
				"--apiserver.authorization.always-allow-paths=/openapi/v3/*,/version",
				"--apiserver.authorization.always-allow-groups=nobody")) {
			assertThat(server.get(null, "/openapi/v3/apis/test.example.com/v1").body()).contains("\"openapi\"");
			assertThat(server.get(null, "/version").body()).contains("\"gitVersion\"");
			assertThat(server.get(null, "/openapi/v3").body())
				.contains("User \\\"system:anonymous\\\" cannot get path \\\"/openapi/v3\\\"");
			assertThat(server.get(null, "/livez").body()).as("no longer")
				.contains("User \\\"system:anonymous\\\" cannot get path \\\"/livez\\\"");
			assertThat(server.get(null, "/apis/test.example.com/v1/widgets").statusCode()).isEqualTo(403);
		}
	}

	@Test
	void groupsAreAllowedEverything() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory,
				"--apiserver.authorization.always-allow-groups=system:unauthenticated")) {
			assertThat(server.get(null, "/apis/test.example.com/v1/widgets").body())
				.contains("\"kind\":\"WidgetList\"");
		}
	}

	@Test
	void case99StarWithinAPathIsRefusedAtTheStart(CapturedOutput output) {
		assertThatException().isThrownBy(() -> RunningServer.start(this.directory,
				"--apiserver.authorization.always-allow-paths=/metrics/*,/a*b"));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"Invalid value '/metrics/*,/a*b' for configuration property"
						+ " 'apiserver.authorization.always-allow-paths'",
				"only trailing * allowed in \"a*b\"");
	}

}
