package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.kubernetes.client.util.KubeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StandaloneCredentialsTests {

	private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

	@TempDir
	private Path parent;

	@Test
	void makesAuthorityAndItsCertificates() throws GeneralSecurityException {
		StandaloneCredentials credentials = load(NOW, "orders.shop.svc", "192.0.2.1");
		X509Certificate serving = credentials.serving().certificate();
		assertThat(serving.getSubjectAlternativeNames().stream().map((name) -> name.get(1).toString()))
			.containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "orders.shop.svc", "192.0.2.1");
		assertThat(serving.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
		X509Certificate admin = credentials.admin().certificate();
		assertThat(admin.getSubjectX500Principal().getName()).isEqualTo("CN=kubespring-admin,O=system:masters");
		assertThat(admin.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
		for (X509Certificate leaf : List.of(serving, admin)) {
			assertThat(leaf.getNotBefore()).isEqualTo(Date.from(NOW.minus(Duration.ofHours(1))));
			assertThat(leaf.getNotAfter()).isEqualTo(Date.from(NOW.plus(Duration.ofDays(365))));
			assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
			validate(leaf, credentials.authority());
		}
		assertThat(credentials.authority().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void keepsFilesToTheirOwner() throws IOException {
		load(NOW);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory()))).isEqualTo("rwx------");
		try (Stream<Path> files = Files.list(directory())) {
			assertThat(files).hasSize(6)
				.allSatisfy((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
					.isEqualTo("rw-------"));
		}
	}

	@Test
	void writesFilesThatServerCanUse() throws IOException, GeneralSecurityException {
		StandaloneCredentials credentials = load(NOW);
		assertThat(Pem.readCertificates(Files.readAllBytes(credentials.servingCertificateFile())))
			.containsExactly(credentials.serving().certificate());
		assertThat(Pem.readPrivateKey(Files.readAllBytes(credentials.servingKeyFile()), "EC"))
			.isEqualTo(credentials.serving().key());
	}

	@Test
	void usesWhatIsThereAgain() throws IOException {
		StandaloneCredentials first = load(NOW);
		String kubeconfig = Files.readString(first.writeKubeconfig(URI.create("https://localhost:8443")));
		StandaloneCredentials second = load(NOW.plus(Duration.ofDays(300)));
		assertThat(second.authority()).isEqualTo(first.authority());
		assertThat(second.serving()).isEqualTo(first.serving());
		assertThat(second.admin()).isEqualTo(first.admin());
		assertThat(second.writeKubeconfig(URI.create("https://localhost:8443"))).hasContent(kubeconfig);
	}

	@Test
	void renewsLeavesThatExpireSoonUnderSameAuthority() throws GeneralSecurityException {
		StandaloneCredentials first = load(NOW);
		StandaloneCredentials second = load(NOW.plus(Duration.ofDays(336)));
		assertThat(second.authority()).isEqualTo(first.authority());
		assertThat(second.serving()).isNotEqualTo(first.serving());
		assertThat(second.admin()).isNotEqualTo(first.admin());
		second.serving().certificate().verify(second.authority().getPublicKey());
	}

	@Test
	void renewsServingCertificateForMoreNames() {
		StandaloneCredentials first = load(NOW);
		StandaloneCredentials second = load(NOW, "orders.shop.svc");
		assertThat(second.serving()).isNotEqualTo(first.serving());
		assertThat(second.admin()).isEqualTo(first.admin());
		assertThat(load(NOW).serving()).isEqualTo(second.serving());
	}

	@Test
	void replacesWhatIsBroken() throws IOException {
		StandaloneCredentials first = load(NOW);
		Files.copy(directory().resolve("admin.key"), directory().resolve("tls.key"),
				StandardCopyOption.REPLACE_EXISTING);
		Files.writeString(directory().resolve("admin.crt"), "garbage");
		StandaloneCredentials second = load(NOW);
		assertThat(second.authority()).isEqualTo(first.authority());
		assertThat(second.serving()).isNotEqualTo(first.serving());
		assertThat(second.admin()).isNotEqualTo(first.admin());
		Files.delete(directory().resolve("ca.key"));
		StandaloneCredentials third = load(NOW);
		assertThat(third.authority()).isNotEqualTo(first.authority());
		assertThat(third.serving()).isNotEqualTo(second.serving());
		assertThat(third.admin()).isNotEqualTo(second.admin());
	}

	@Test
	void writesKubeconfigThatClientsUnderstand() throws IOException, GeneralSecurityException {
		StandaloneCredentials credentials = load(NOW);
		Path file = credentials.writeKubeconfig(URI.create("https://localhost:8443"));
		assertThat(file).isEqualTo(directory().resolve("admin.kubeconfig"));
		KubeConfig kubeconfig = KubeConfig.loadKubeConfig(Files.newBufferedReader(file));
		assertThat(kubeconfig.getServer()).isEqualTo("https://localhost:8443");
		assertThat(Pem.readCertificates(Base64.getDecoder().decode(kubeconfig.getCertificateAuthorityData())))
			.containsExactly(credentials.authority());
		assertThat(Pem.readCertificates(Base64.getDecoder().decode(kubeconfig.getClientCertificateData())))
			.containsExactly(credentials.admin().certificate());
		assertThat(Pem.readPrivateKey(Base64.getDecoder().decode(kubeconfig.getClientKeyData()), "EC"))
			.isEqualTo(credentials.admin().key());
	}

	private Path directory() {
		return this.parent.resolve("standalone");
	}

	private StandaloneCredentials load(Instant now, String... names) {
		return StandaloneCredentials.loadOrCreate(directory(), List.of(names), Clock.fixed(now, ZoneOffset.UTC));
	}

	private static void validate(X509Certificate leaf, X509Certificate authority) throws GeneralSecurityException {
		PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
		parameters.setRevocationEnabled(false);
		parameters.setDate(Date.from(NOW));
		CertPathValidator.getInstance("PKIX")
			.validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
	}

}
