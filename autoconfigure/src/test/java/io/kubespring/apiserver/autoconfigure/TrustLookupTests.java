package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.StandInHostApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a server learns whom to trust, and what it serves while it cannot. Numbers are
 * those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class TrustLookupTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final TestCertificates OTHER_PROXY = ExtensionServer.FRONT_PROXIES.leaf("other");

	private static final String NOT_READY = "the request has been made before all known HTTP paths have been"
			+ " installed, please try again";

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.host.close();
	}

	@Test
	void case54NobodyIsServedUntilTheConfigMapAppears() throws Exception {
		try (ExtensionServer server = start()) {
			Eventually.holds(() -> assertThat(server.trust().problem()).endsWith("does not exist"));
			assertNotReady(server);
			server.publishTrust();
			for (Version version : Version.values()) {
				alice(server, version).isListed().isReviewedAs("alice");
			}
		}
	}

	@Test
	void case55NobodyIsServedUntilTheConfigMapMayBeRead(CapturedOutput output) throws Exception {
		forbidLookup();
		try (ExtensionServer server = start()) {
			Eventually.holds(() -> assertThat(output).contains("a RoleBinding in kube-system to the Role"
					+ " extension-apiserver-authentication-reader gives access"));
			assertNotReady(server);
			this.host.recover();
			server.publishTrust();
			for (Version version : Version.values()) {
				alice(server, version).isListed().isReviewedAs("alice");
			}
		}
	}

	@Test
	void case56FailureIsToleratedAndHeals() throws Exception {
		forbidLookup();
		try (ExtensionServer server = start("--apiserver.authentication.tolerate-lookup-failure=true")) {
			Eventually.isTrue(() -> server.state().isServing());
			acceptBob(server);
			for (Version version : Version.values()) {
				alice(server, version).isForbidden("system:anonymous");
				Wire.ask(server, version, null, LIST, "authorization", "Bearer tok").isListed().isReviewedAs("bob");
			}
			assertThat(Wire.ask(server, Version.HTTP_2, null, "/readyz").body()).isEqualTo("ok");
			this.host.recover();
			server.publishTrust();
			for (Version version : Version.values()) {
				alice(server, version).isListed().isReviewedAs("alice");
			}
		}
	}

	@Test
	void case56AbsenceIsToleratedAsWell() throws Exception {
		try (ExtensionServer server = start("--apiserver.authentication.tolerate-lookup-failure=true")) {
			Eventually.isTrue(() -> server.state().isServing());
			alice(server, Version.HTTP_2).isForbidden("system:anonymous");
			server.publishTrust();
			alice(server, Version.HTTP_2).isListed().isReviewedAs("alice");
		}
	}

	@Test
	void case57NoCertificateIsAskedForWhenNoneIsWorthAnything() throws Exception {
		publish();
		try (ExtensionServer server = start("--apiserver.authentication.skip-lookup=true")) {
			Eventually.isTrue(() -> server.state().isServing());
			acceptBob(server);
			for (Version version : Version.values()) {
				try (Wire wire = Wire.open(server, version, ExtensionServer.PROXY)) {
					wire.ask(LIST, "x-remote-user", "alice").isForbidden("system:anonymous");
					assertThat(wire.socket.getSession().getLocalCertificates()).isNull();
				}
				Wire.ask(server, version, ExtensionServer.PROXY, LIST, "authorization", "Bearer tok")
					.isListed()
					.isReviewedAs("bob");
			}
			assertThat(this.host.calls("configmaps")).isEmpty();
		}
	}

	@Test
	void case57CertificateIsAskedForOtherwise() throws Exception {
		publish();
		try (ExtensionServer server = start()) {
			Eventually.isTrue(() -> server.state().isServing());
			for (Version version : Version.values()) {
				try (Wire wire = Wire.open(server, version, ExtensionServer.PROXY)) {
					wire.ask(LIST, "x-remote-user", "alice").isListed();
					assertThat(wire.socket.getSession().getLocalCertificates())
						.containsExactly(ExtensionServer.PROXY.issue());
				}
			}
		}
	}

	@Test
	void case58FileNamesFrontProxies() throws Exception {
		publish();
		try (ExtensionServer server = start("--apiserver.authentication.skip-lookup=true",
				"--apiserver.authentication.request-header.client-ca-file="
						+ file("proxies.pem", ExtensionServer.FRONT_PROXIES))) {
			Eventually.isTrue(() -> server.state().isServing());
			for (Version version : Version.values()) {
				alice(server, version).isListed().isReviewedAs("alice");
				Wire.ask(server, version, OTHER_PROXY, LIST, "x-remote-user", "alice", "x-remote-group", "dev",
						"x-remote-uid", "1")
					.isListed()
					.isReviewedAs("alice", "dev", "system:authenticated");
				Wire.ask(server, version, ExtensionServer.ALICE, LIST).isUnauthorized();
			}
			assertThat(this.host.calls("configmaps")).isEmpty();
		}
	}

	@Test
	void filesSayAllAndNamesToo() throws Exception {
		publish();
		String prefix = "--apiserver.authentication.request-header.";
		try (ExtensionServer server = start(
				"--apiserver.authentication.client-ca-file=" + file("clients.pem", ExtensionServer.CLIENTS),
				prefix + "client-ca-file=" + file("proxies.pem", ExtensionServer.FRONT_PROXIES),
				prefix + "allowed-names=other", prefix + "username-headers=X-A,X-B", prefix + "uid-headers=X-Uid",
				prefix + "group-headers=X-Groups", prefix + "extra-headers-prefix=X-More-")) {
			Eventually.isTrue(() -> server.state().isServing());
			for (Version version : Version.values()) {
				alice(server, version).isUnauthorized();
				Seen seen = Wire.ask(server, version, OTHER_PROXY, LIST, "x-b", "alice", "x-uid", "1", "x-groups",
						"dev", "x-more-scope", "s");
				seen.isListed().isReviewedAs("alice", "dev", "system:authenticated");
				assertThat(seen.review().path("uid").asString()).isEqualTo("1");
				assertThat(seen.review().path("extra")).hasToString("{\"scope\":[\"s\"]}");
				Wire.ask(server, version, ExtensionServer.ALICE, LIST)
					.isListed()
					.isReviewedAs("alice", "dev", "ops", "system:authenticated");
			}
			assertThat(this.host.calls("configmaps")).isEmpty();
		}
	}

	@Test
	void fileNamesClientsAndTheConfigMapProxies() throws Exception {
		TestCertificates clients = TestCertificates.authority("of the file");
		this.host.authenticationConfig(ExtensionServer.CLIENTS.pem(), ExtensionServer.FRONT_PROXIES.pem(), "[]");
		try (ExtensionServer server = start("--apiserver.authentication.client-ca-file=" + file("ca.pem", clients))) {
			Eventually.isTrue(() -> server.state().isServing());
			alice(server, Version.HTTP_2).isListed().isReviewedAs("alice");
			Wire.ask(server, Version.HTTP_2, clients.leaf("alice"), LIST).isListed().isReviewedAs("alice");
			Wire.ask(server, Version.HTTP_2, ExtensionServer.ALICE, LIST).isUnauthorized();
		}
	}

	@Test
	void case65NobodyIsServedUntilTheClusterIsReached() throws Exception {
		this.host.unplug();
		try (ExtensionServer server = start()) {
			Eventually.holds(() -> assertThat(server.trust().problem()).contains("ConnectException"));
			assertNotReady(server);
			this.host.plugIn();
			server.publishTrust();
			for (Version version : Version.values()) {
				alice(server, version).isListed().isReviewedAs("alice");
			}
		}
	}

	private void assertNotReady(ExtensionServer server) throws Exception {
		for (Version version : Version.values()) {
			Seen seen = alice(server, version);
			assertThat(seen.body()).contains(NOT_READY, "\"code\":503");
			assertThat(seen.reviews()).isEmpty();
		}
		Seen ready = Wire.ask(server, Version.HTTP_1_1, null, "/readyz");
		assertThat(ready.status()).isEqualTo(500);
		assertThat(ready.body()).contains("[-]poststarthook/load-cluster-authentication-info failed");
		assertThat(Wire.ask(server, Version.HTTP_1_1, null, "/livez").body()).isEqualTo("ok");
	}

	private ExtensionServer start(String... properties) {
		return ExtensionServer.startWithoutTrust(this.directory, this.host, properties);
	}

	private void publish() {
		this.host.authenticationConfig(ExtensionServer.CLIENTS.pem(), ExtensionServer.FRONT_PROXIES.pem(),
				"[\"front-proxy-client\"]");
	}

	private void forbidLookup() {
		this.host.fail((call) -> call.path().endsWith("/configmaps"), Integer.MAX_VALUE, 403);
	}

	private void acceptBob(ExtensionServer server) {
		this.host.onTokenReview((spec) -> this.host.object()
			.put("authenticated", true)
			.set("user", this.host.object().put("username", "bob")));
		server.allow((spec) -> spec.path("user").asString("").matches("alice|bob"));
	}

	private Path file(String name, TestCertificates authority) throws Exception {
		return Files.writeString(this.directory.resolve(name), authority.pem());
	}

	private static Seen alice(ExtensionServer server, Version version) throws Exception {
		return Wire.ask(server, version, ExtensionServer.PROXY, LIST, "x-remote-user", "alice");
	}

}
