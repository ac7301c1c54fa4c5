package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;

import io.kubespring.apiserver.authentication.MutableClock;
import io.kubespring.apiserver.certificate.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HostClusterTests {

	private static final Map<String, String> POD = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1",
			"KUBERNETES_SERVICE_PORT", "443");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@TempDir
	private Path directory;

	@Test
	void connectsWhereKubeconfigSays() throws IOException {
		Path kubeconfig = Files.writeString(this.directory.resolve("config"), """
				apiVersion: v1
				kind: Config
				clusters: [{name: c, cluster: {server: "https://host.example.com:6443"}}]
				users: [{name: u, user: {token: t}}]
				contexts: [{name: x, context: {cluster: c, user: u, namespace: ours}}]
				current-context: x
				""");
		try (HostCluster cluster = HostCluster.fromKubeconfig(kubeconfig)) {
			assertThat(cluster.apiClient().getBasePath()).isEqualTo("https://host.example.com:6443");
			assertThat(cluster.namespace()).isEqualTo("ours");
		}
	}

	@Test
	void refusesKubeconfigThatIsMissing() {
		assertThatExceptionOfType(HostClusterException.class)
			.isThrownBy(() -> HostCluster.fromKubeconfig(this.directory.resolve("none")))
			.withMessageStartingWith("Unable to use kubeconfig " + this.directory.resolve("none"));
	}

	@Test
	void refusesKubeconfigWithoutServer() throws IOException {
		Path kubeconfig = Files.writeString(this.directory.resolve("config"), """
				apiVersion: v1
				kind: Config
				clusters: []
				users: []
				contexts: []
				current-context: ""
				""");
		assertThatExceptionOfType(HostClusterException.class).isThrownBy(() -> HostCluster.fromKubeconfig(kubeconfig))
			.withMessageStartingWith("Unable to use kubeconfig " + kubeconfig);
	}

	@Test
	void knowsWhetherItIsInPod() {
		assertThat(HostCluster.isInCluster(POD::get)).isTrue();
		assertThat(HostCluster.isInCluster(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")::get)).isFalse();
		assertThat(HostCluster.isInCluster((name) -> "")).isFalse();
	}

	@Test
	void usesServiceAccountOfPod() throws IOException {
		writeServiceAccount("first");
		try (HostCluster cluster = HostCluster.inCluster(POD::get, this.directory)) {
			assertThat(cluster.apiClient().getBasePath()).isEqualTo("https://10.0.0.1:443");
			assertThat(cluster.namespace()).isEqualTo("our-namespace");
			assertThat(cluster.apiClient().isVerifyingSsl()).isTrue();
		}
	}

	@Test
	void refusesToGuessOutsideOfPod() {
		assertThatExceptionOfType(HostClusterException.class)
			.isThrownBy(() -> HostCluster.inCluster((name) -> null, this.directory))
			.withMessageStartingWith("Not in a pod");
		assertThatExceptionOfType(HostClusterException.class)
			.isThrownBy(() -> HostCluster.inCluster(POD::get, this.directory))
			.withMessageStartingWith("Unable to use the service account " + this.directory);
	}

	@Test
	void readsTokenAgainAndKeepsLastGoodOne() throws IOException {
		writeServiceAccount("first\n");
		Path file = this.directory.resolve("token");
		ServiceAccountToken token = new ServiceAccountToken(file);
		assertThat(token.get()).isEqualTo("first");
		Files.writeString(file, "second");
		assertThat(token.get()).isEqualTo("second");
		Files.delete(file);
		assertThat(token.get()).isEqualTo("second");
	}

	/**
	 * Case 92 of the reference on trust.
	 */
	@Test
	void usesTokenThatReplacesAnotherWithinAMinute() throws IOException {
		writeServiceAccount("first");
		MutableClock clock = new MutableClock();
		try (StandInHostApi host = StandInHostApi.start();
				HostCluster cluster = HostCluster.fromServiceAccount(host.address(), this.directory, clock)) {
			HostTokenReviewer reviewer = new HostTokenReviewer(cluster, Schedulers.parallel());
			reviewer.review("tok").block(PATIENCE);
			Files.writeString(this.directory.resolve("token"), "second");
			reviewer.review("tok").block(PATIENCE);
			clock.advance(Duration.ofSeconds(59));
			reviewer.review("tok").block(PATIENCE);
			Files.delete(this.directory.resolve("token"));
			clock.advance(Duration.ofSeconds(59));
			reviewer.review("tok").block(PATIENCE);
			assertThat(host.calls("tokenreviews"))
				.extracting((call) -> String.join(",", call.headers().get("Authorization")))
				.containsExactly("Bearer first", "Bearer first", "Bearer second", "Bearer second");
		}
	}

	@Test
	void believesServersOfTheAuthorityThatIsThere() throws Exception {
		TestCertificates old = TestCertificates.authority("old");
		TestCertificates next = TestCertificates.authority("next");
		Path file = Files.writeString(this.directory.resolve("ca.crt"), old.pem());
		CaFileTrustManager trust = new CaFileTrustManager(file);
		X509Certificate[] before = { old.server("host").issue() };
		X509Certificate[] after = { next.server("host").issue() };
		trust.checkServerTrusted(before, "ECDHE_ECDSA");
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(() -> trust.checkServerTrusted(after, "ECDHE_ECDSA"));
		Files.writeString(file, next.pem());
		trust.checkServerTrusted(after, "ECDHE_ECDSA");
		assertThatExceptionOfType(CertificateException.class)
			.isThrownBy(() -> trust.checkServerTrusted(before, "ECDHE_ECDSA"));
		Files.writeString(file, "garbage");
		trust.checkServerTrusted(after, "ECDHE_ECDSA");
		Files.delete(file);
		trust.checkServerTrusted(after, "ECDHE_ECDSA");
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> new CaFileTrustManager(file));
	}

	private void writeServiceAccount(String token) throws IOException {
		Files.writeString(this.directory.resolve("ca.crt"), TestCertificates.authority("host").pem());
		Files.writeString(this.directory.resolve("token"), token);
		Files.writeString(this.directory.resolve("namespace"), "our-namespace");
	}

}
