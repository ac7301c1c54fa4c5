package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which certificates make a front proxy. All of them pass the handshake, and are judged
 * with every request. Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FrontProxyCertificateTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String NAME = "front-proxy-client";

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	private boolean trustChanged;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory, List.of(VirtualTime.class));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void restoreTrust() {
		if (this.trustChanged) {
			server.publishTrust();
		}
	}

	@ParameterizedTest
	@EnumSource
	void case41CertificateOfAServerIsUnauthorized(Version version) throws Exception {
		ask(version, proxy().usages(KeyPurposeId.id_kp_serverAuth)).isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case42CertificateForNoOrAnyUseWillDo(Version version) throws Exception {
		ask(version, proxy().usages()).isListed().isReviewedAs("alice");
		ask(version, proxy().usages(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.anyExtendedKeyUsage)).isListed()
			.isReviewedAs("alice");
	}

	@ParameterizedTest
	@EnumSource
	void case43AuthorityForServersOnlyMakesNoProxies(Version version) throws Exception {
		TestCertificates servers = ExtensionServer.FRONT_PROXIES.intermediate("servers")
			.usages(KeyPurposeId.id_kp_serverAuth);
		ask(version, servers.leaf(NAME), servers).isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case44IntermediateAuthorityMustBeSent(Version version) throws Exception {
		TestCertificates intermediate = ExtensionServer.FRONT_PROXIES.intermediate("intermediate");
		TestCertificates leaf = intermediate.leaf(NAME);
		ask(version, leaf, intermediate).isListed().isReviewedAs("alice");
		ask(version, leaf).isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case45CertificateOfAnotherTimeIsUnauthorized(Version version) throws Exception {
		ask(version, proxy().expired()).isUnauthorized();
		ask(version, proxy().notYetValid()).isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case46CertificateExpiresOnAnOpenConnection(Version version) throws Exception {
		VirtualTime time = server.bean(VirtualTime.class);
		TestCertificates shortLived = proxy().valid(time.now().minusSeconds(60), time.now().plusSeconds(5));
		try (Wire wire = Wire.open(server, version, shortLived)) {
			wire.ask(LIST, "x-remote-user", "alice").isListed().isReviewedAs("alice");
			time.advance(Duration.ofSeconds(6));
			wire.ask(LIST, "x-remote-user", "alice").isUnauthorized();
		}
	}

	@ParameterizedTest
	@EnumSource
	void case47ExpiredAuthorityMakesNoProxies(Version version) throws Exception {
		TestCertificates expired = TestCertificates.authority("old").expired();
		this.trustChanged = true;
		server.host().changeAuthenticationConfig("requestheader-client-ca-file", expired.pem());
		Eventually.holds(() -> assertThat(server.trust().requestHeader().authorities().certificates())
			.containsExactly(expired.issue()));
		ask(version, expired.leaf(NAME)).isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case48WeakSignatureMakesNoProxies(Version version) throws Exception {
		ask(version, proxy().sha1()).isUnauthorized();
	}

	private static TestCertificates proxy() {
		return ExtensionServer.FRONT_PROXIES.leaf(NAME);
	}

	private static Seen ask(Version version, TestCertificates identity, TestCertificates... intermediates)
			throws Exception {
		try (Wire wire = Wire.open(server, version, identity, intermediates)) {
			return wire.ask(LIST, "x-remote-user", "alice");
		}
	}

}
