package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERUTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom client certificates name, and what strangers' are worth: nothing, but no refused
 * handshake. Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClientCertificateTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final TestCertificates STRANGER = TestCertificates.selfSigned("alice");

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory);
		server.host().knowToken("tok", "bob");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@EnumSource
	void case66CertificateIsNamedInTheReview(Version version) throws Exception {
		Seen seen = ask(version, ExtensionServer.ALICE);
		seen.isListed().isReviewedAs("alice", "dev", "ops", "system:authenticated");
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(ExtensionServer.ALICE.issue().getEncoded());
		assertThat(seen.review().path("extra"))
			.hasToString("{\"authentication.kubernetes.io/credential-id\":[\"X509SHA256="
					+ HexFormat.of().formatHex(digest) + "\"]}");
		assertThat(seen.review().has("uid")).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void case67MasterIsNotReviewed(Version version) throws Exception {
		Seen seen = ask(version, ExtensionServer.CLIENTS.leaf("root").organizations("system:masters"));
		assertThat(seen.isListed().reviews()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void case68LastOfSeveralNamesCounts(Version version) throws Exception {
		ask(version, ExtensionServer.CLIENTS.leaf("bob", "alice")).isListed().isReviewedAs("alice");
		ask(version, ExtensionServer.CLIENTS.leaf("alice", "bob")).isForbidden("bob").isReviewedAs("bob");
	}

	@ParameterizedTest
	@EnumSource
	void case69CertificateWithoutANameIsUnauthorized(Version version) throws Exception {
		ask(version, ExtensionServer.CLIENTS.leaf().organizations("dev")).isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case70UidIsAnAttributeOfTheSubject(Version version) throws Exception {
		Seen seen = ask(version, ExtensionServer.CLIENTS.leaf("alice").uid("u1"));
		assertThat(seen.isListed().review().path("uid").asString()).isEqualTo("u1");
		ask(version, ExtensionServer.CLIENTS.leaf("alice").uid("u1").uid("u2")).isUnauthorized();
		ask(version, ExtensionServer.CLIENTS.leaf("alice").uid("")).isUnauthorized();
		ask(version, ExtensionServer.CLIENTS.leaf("alice")
			.attribute("1.3.6.1.4.1.57683.2", new DERBitString(new byte[] { 1 }))).isUnauthorized();
		Seen directory = ask(version,
				ExtensionServer.CLIENTS.leaf("alice").attribute("0.9.2342.19200300.100.1.1", new DERUTF8String("u1")));
		assertThat(directory.isListed().review().has("uid")).as("the uid of LDAP").isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void case71StrangerIsUnauthorized(Version version) throws Exception {
		ask(version, STRANGER).isUnauthorized();
		ask(version, TestCertificates.authority("cl").leaf("alice")).isUnauthorized();
	}

	@ParameterizedTest
	@EnumSource
	void case72StrangerWithATokenIsItsUser(Version version) throws Exception {
		ask(version, STRANGER, "authorization", "Bearer tok").isForbidden("bob").isReviewedAs("bob");
	}

	@ParameterizedTest
	@EnumSource
	void case73StrangerWithABadTokenIsUnauthorized(Version version) throws Exception {
		ask(version, STRANGER, "authorization", "Bearer bad").isUnauthorized();
	}

	private static Seen ask(Version version, TestCertificates identity, String... headers) throws Exception {
		return Wire.ask(server, version, identity, LIST, headers);
	}

}
