package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.ReactiveLister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a process whose memory ran out, short of really ending it.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class OutOfMemoryTests {

	private static final String HOARDS = "/apis/test.example.com/v1/namespaces/default/hoards";

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "/plain", "/wrapped", "''" })
	void processEndsWhenTheCodeOfAUserFindsNoMemory(String name, CapturedOutput output) throws Exception {
		try (RunningServer server = RunningServer.start(this.directory, Application.class)) {
			server.get(server.admin(), HOARDS + name);
			assertThat(server.bean(Ends.class).codes).containsExactly(3);
			assertThat(output).contains("Out of memory, ending the process: 'apiserver.exit-on-out-of-memory' says so");
		}
	}

	@Test
	void otherFailuresEndNothing() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory, Application.class)) {
			assertThat(server.get(server.admin(), HOARDS + "/deep").body()).contains("\"reason\":\"InternalError\"");
			assertThat(server.bean(Ends.class).codes).isEmpty();
		}
	}

	@Test
	void processGoesOnWhereTheApplicationWantsThat() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory, Application.class,
				"--apiserver.exit-on-out-of-memory=false")) {
			HttpResponse<String> failed = server.get(server.admin(), HOARDS + "/plain");
			assertThat(failed.body()).contains("\"reason\":\"InternalError\"").doesNotContain("hoarded");
			assertThat(failed.statusCode()).isEqualTo(500);
			assertThat(server.bean(Ends.class).codes).isEmpty();
			assertThat(server.get(null, "/readyz").body()).isEqualTo("ok");
		}
	}

	@ApiResource(group = "test.example.com", version = "v1", kind = "Hoard")
	static class Hoards implements Getter<Ponderings.Thought>, ReactiveLister<Ponderings.Thought> {

		@Override
		public Ponderings.Thought get(String name, RequestContext context) {
			switch (name) {
				case "plain" -> throw new OutOfMemoryError("hoarded");
				case "wrapped" -> throw new IllegalStateException(new OutOfMemoryError("hoarded"));
				default -> throw new StackOverflowError("deep");
			}
		}

		@Override
		public Mono<ObjectList<Ponderings.Thought>> list(ListOptions options, RequestContext context) {
			throw new OutOfMemoryError("hoarded");
		}

	}

	/**
	 * Remembers the codes with which the process would have ended.
	 */
	static class Ends {

		final List<Integer> codes = Collections.synchronizedList(new ArrayList<>());

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Hoards.class, Ends.class })
	static class Application {

		@Bean
		OutOfMemoryExit exit(Ends ends) {
			return new OutOfMemoryExit(ends.codes::add);
		}

	}

}
