package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the connection of a caller who is not known. Numbers are those of the
 * cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UnknownCallerTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String[] ANONYMOUS = { "x-remote-user", "system:anonymous", "x-remote-group",
			"system:unauthenticated" };

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory);
		server.allow((spec) -> spec.path("user").asString("").matches("alice|bob"));
		server.host().knowToken("tok", "bob");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void case94ConnectionOfABadTokenEnds() throws Exception {
		try (Http2Wire wire = new Http2Wire(server, null)) {
			wire.ask(LIST, "authorization", "Bearer bad").isUnauthorized();
			assertThat(wire.end()).isEqualTo("NO_ERROR");
		}
	}

	@Test
	void case94ConnectionOfAnAnonymousCallerEnds() throws Exception {
		try (Http2Wire wire = new Http2Wire(server, null)) {
			wire.ask(LIST).isForbidden("system:anonymous");
			assertThat(wire.end()).isEqualTo("NO_ERROR");
		}
		try (Http2Wire wire = new Http2Wire(server, null)) {
			assertThat(wire.ask("/readyz").body()).isEqualTo("ok");
			assertThat(wire.end()).isEqualTo("NO_ERROR");
		}
	}

	@Test
	void case94ConnectionOfAStrangerEnds() throws Exception {
		for (TestCertificates stranger : new TestCertificates[] { TestCertificates.selfSigned("alice"),
				ExtensionServer.FRONT_PROXIES.leaf("other") }) {
			try (Http2Wire wire = new Http2Wire(server, stranger)) {
				wire.ask(LIST, "x-remote-user", "alice").isUnauthorized();
				assertThat(wire.end()).isEqualTo("NO_ERROR");
			}
		}
	}

	@Test
	void case94ConnectionOfAProxyGoesOn() throws Exception {
		try (Http2Wire wire = new Http2Wire(server, ExtensionServer.PROXY)) {
			wire.ask(LIST, ANONYMOUS)
				.isForbidden("system:anonymous")
				.isReviewedAs("system:anonymous", "system:unauthenticated");
			wire.ask(LIST, "x-remote-user", "guest", "x-remote-group", "system:unauthenticated").isForbidden("guest");
			wire.ask(LIST).isUnauthorized();
			wire.ask(LIST, "x-remote-user", "alice").isListed().isReviewedAs("alice");
		}
	}

	@Test
	void case94StreamsThatAreOpenGoOn() throws Exception {
		try (Http2Wire wire = new Http2Wire(server, null)) {
			int watch = wire.begin(LIST + "?watch=1", "authorization", "Bearer tok");
			wire.ask(LIST, "authorization", "Bearer bad").withReviews(List.of()).isUnauthorized();
			server.createFoo("n", "later");
			assertThat(wire.awaitData(watch, "later")).contains("\"type\":\"ADDED\"");
			wire.reset(watch);
			assertThat(wire.end()).isEqualTo("NO_ERROR");
		}
	}

	@Test
	void connectionOfHttp1GoesOn() throws Exception {
		try (Wire wire = Wire.open(server, Version.HTTP_1_1, null)) {
			for (int i = 0; i < 2; i++) {
				wire.ask(LIST, "authorization", "Bearer bad").isUnauthorized();
				Seen seen = wire.ask(LIST).isForbidden("system:anonymous");
				assertThat(seen.headers()).doesNotContainKey("connection");
			}
		}
	}

}
