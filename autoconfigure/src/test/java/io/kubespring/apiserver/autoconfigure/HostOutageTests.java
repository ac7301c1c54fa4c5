package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.autoconfigure.ExtensionServer.Exchange;
import io.kubespring.apiserver.certificate.LogSecrets;
import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The host cluster is away: what was decided goes on, all else fails closed, and it heals
 * by itself. That decisions are forgotten in the meantime is held in
 * {@code HostAwayForAMinuteTests}, with a clock that can be moved.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostOutageTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String KNOWN = "token-that-is-remembered";

	private static final String UNKNOWN = "token-that-is-not-remembered";

	@TempDir
	Path directory;

	@BeforeAll
	static void keepSecret() {
		LogSecrets.add(KNOWN);
		LogSecrets.add(UNKNOWN);
	}

	@ParameterizedTest
	@EnumSource
	void cachedDecisionsServeAndTheRestFailsClosed(Version version) throws Exception {
		try (ExtensionServer server = ExtensionServer.start(this.directory,
				"--apiserver.authorization.cache.allowed-ttl=1h", "--apiserver.authentication.token-cache-ttl=1h");
				RawHttp2 watching = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			server.namespace("n", "Active");
			server.host()
				.onTokenReview((spec) -> server.host()
					.object()
					.put("authenticated", true)
					.set("user", server.host().object().put("username", "alice")));
			assertThat(get(server, version, null, KNOWN).body()).contains("\"kind\":\"FooList\"");
			assertThat(get(server, version, ExtensionServer.ALICE, null).body()).contains("\"kind\":\"FooList\"");
			int watch = watching.get("/apis/g.io/v1/namespaces/n/foos?watch=true");
			assertThat(create(server, "before").status()).isEqualTo(201);
			assertThat(watching.line(watch)).contains("\"name\":\"before\"");

			server.host().fail((call) -> true, Integer.MAX_VALUE, 403);
			assertThat(get(server, version, null, KNOWN).body()).as("a token that is remembered")
				.contains("\"kind\":\"FooList\"");
			assertThat(get(server, version, ExtensionServer.ALICE, null).body()).as("a permission that is remembered")
				.contains("\"kind\":\"FooList\"");
			assertThat(create(server, "during").status()).as("a write that is remembered").isEqualTo(201);
			assertThat(watching.line(watch)).contains("\"name\":\"during\"");
			Exchange stranger = get(server, version, null, UNKNOWN);
			assertThat(stranger.status()).isEqualTo(401);
			assertThat(stranger.body()).isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
					+ "\"status\":\"Failure\",\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}\n");
			Exchange undecided = server.exchange(version, ExtensionServer.ALICE, server.request(LIST + "/other"));
			assertThat(undecided.status()).isEqualTo(500);
			assertThat(undecided.header("content-type")).isEqualTo("text/plain; charset=utf-8");
			assertThat(undecided.body()).startsWith("Internal Server Error: \"" + LIST + "/other\": ");
			assertThat(get(server, version, ExtensionServer.CLIENTS.leaf("root").organizations("system:masters"), null)
				.status()).as("needs no decision").isEqualTo(200);
			assertThat(server.exchange(version, null, server.request("/livez")).body()).isEqualTo("ok");

			server.host().recover();
			assertThat(get(server, version, null, UNKNOWN).body()).contains("\"kind\":\"FooList\"");
			assertThat(server.exchange(version, ExtensionServer.ALICE, server.request(LIST + "/other")).status())
				.isEqualTo(404);
		}
	}

	@Test
	void trustThatChangedMeanwhileIsFoundAgain() throws Exception {
		try (ExtensionServer server = ExtensionServer.start(this.directory)) {
			TestCertificates next = TestCertificates.authority("next");
			server.host().fail((call) -> call.path().contains("configmaps"), Integer.MAX_VALUE, 0);
			server.host().endWatches();
			Eventually.isTrue(() -> !server.trust().problem().isEmpty());
			server.host().authenticationConfig(ExtensionServer.CLIENTS.pem(), next.pem(), "[\"front-proxy-client\"]");
			assertThat(proxied(server, ExtensionServer.PROXY).body()).as("the last good trust")
				.contains("\"kind\":\"FooList\"");
			assertThat(proxied(server, next.leaf("front-proxy-client")).status()).isEqualTo(401);
			server.host().recover();
			Eventually.isTrue(() -> server.trust().acceptedIssuers().contains(next.issue()));
			assertThat(server.trust().problem()).isEmpty();
			assertThat(proxied(server, next.leaf("front-proxy-client")).body()).contains("\"kind\":\"FooList\"");
			assertThat(proxied(server, ExtensionServer.PROXY).status()).isEqualTo(401);
		}
	}

	private static Exchange proxied(ExtensionServer server, TestCertificates proxy) throws Exception {
		return server.exchange(Version.HTTP_2, proxy, server.request(LIST).header("X-Remote-User", "alice"));
	}

	private static Exchange get(ExtensionServer server, Version version, @Nullable TestCertificates identity,
			@Nullable String token) throws Exception {
		HttpRequest.Builder request = server.request(LIST);
		return server.exchange(version, identity,
				(token != null) ? request.header("Authorization", "Bearer " + token) : request);
	}

	private static Exchange create(ExtensionServer server, String name) throws Exception {
		return server.exchange(Version.HTTP_2, ExtensionServer.ALICE,
				server.request("/apis/g.io/v1/namespaces/n/foos")
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(
							"{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"" + name + "\"}}")));
	}

}
