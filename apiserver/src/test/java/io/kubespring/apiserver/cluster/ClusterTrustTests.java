package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import io.kubespring.apiserver.certificate.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClusterTrustTests {

	private static final TestCertificates PROXIES = TestCertificates.authority("fp");

	private static final TestCertificates CLIENTS = TestCertificates.authority("cl");

	private static final TestCertificates OTHERS = TestCertificates.authority("of the file");

	private final StandInHostApi host = StandInHostApi.start();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private AuthenticationConfigMap lookup;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.lookup = new AuthenticationConfigMap(this.cluster, Schedulers.parallel());
	}

	@AfterEach
	void disconnect() {
		this.lookup.close();
		this.cluster.close();
		this.host.close();
	}

	@Test
	void configMapSaysAllWithoutFiles() {
		ClusterTrust trust = new ClusterTrust(this.lookup, false, null, null, RequestHeaderNames.DEFAULTS);
		assertThat(trust.problem()).endsWith("was not read yet");
		assertThat(trust.requestHeader()).isNull();
		assertThat(trust.clientAuthorities()).isNull();
		assertThat(trust.acceptedIssuers()).isEmpty();
		load();
		assertThat(trust.problem()).isNull();
		assertThat(trust.requestHeader()).isSameAs(this.lookup.requestHeader());
		assertThat(trust.clientAuthorities()).isSameAs(this.lookup.clientAuthorities());
		assertThat(trust.acceptedIssuers()).containsExactly(CLIENTS.issue(), PROXIES.issue());
		assertThat(trust.asksForCertificates()).isTrue();
	}

	@Test
	void nothingIsTrustedWithoutFilesAndLookup() {
		ClusterTrust trust = new ClusterTrust(null, false, null, null, RequestHeaderNames.DEFAULTS);
		assertThat(trust.problem()).isNull();
		assertThat(trust.requestHeader()).isNull();
		assertThat(trust.clientAuthorities()).isNull();
		assertThat(trust.asksForCertificates()).isFalse();
	}

	@Test
	void fileOfProxiesBringsNamesOfTheApplication() throws IOException {
		RequestHeaderNames names = new RequestHeaderNames(Set.of("p"), List.of("X-U"), List.of("X-I"), List.of("X-G"),
				List.of("X-E-"));
		ClusterTrust trust = new ClusterTrust(this.lookup, false, null, file(OTHERS.pem()), names);
		assertThat(trust.problem()).as("the authorities of clients").endsWith("was not read yet");
		load();
		assertThat(trust.problem()).isNull();
		RequestHeaderSettings settings = trust.requestHeader();
		assertThat(settings).isNotNull();
		assertThat(settings.authorities().certificates()).containsExactly(OTHERS.issue());
		assertThat(settings.allowedNames()).containsExactly("p");
		assertThat(settings.usernameHeaders()).containsExactly("X-U");
		assertThat(settings.uidHeaders()).containsExactly("X-I");
		assertThat(settings.groupHeaders()).containsExactly("X-G");
		assertThat(settings.extraHeaderPrefixes()).containsExactly("X-E-");
		assertThat(trust.acceptedIssuers()).containsExactly(CLIENTS.issue(), OTHERS.issue());
	}

	@Test
	void fileOfProxiesNeedsNoConfigMapThatNamesThem() throws IOException {
		ClusterTrust trust = new ClusterTrust(this.lookup, false, null, file(OTHERS.pem()),
				RequestHeaderNames.DEFAULTS);
		this.lookup.start();
		Eventually.isTrue(() -> trust.problem() == null);
		assertThat(trust.clientAuthorities()).isNull();
	}

	@Test
	void failedLookupIsToleratedOnceItWasTried() {
		this.host.fail((call) -> true, Integer.MAX_VALUE, 403);
		ClusterTrust tolerant = new ClusterTrust(this.lookup, true, null, null, RequestHeaderNames.DEFAULTS);
		ClusterTrust strict = new ClusterTrust(this.lookup, false, null, null, RequestHeaderNames.DEFAULTS);
		assertThat(tolerant.problem()).endsWith("was not read yet");
		this.lookup.start();
		Eventually.isTrue(() -> tolerant.problem() == null);
		assertThat(strict.problem()).contains("403", "extension-apiserver-authentication-reader");
		assertThat(tolerant.requestHeader()).isNull();
	}

	@Test
	void fileIsReadAgain() throws IOException {
		Path file = file(OTHERS.pem());
		try (ClusterTrust trust = new ClusterTrust(null, false, file, file, RequestHeaderNames.DEFAULTS)) {
			trust.start(this.time);
			TrustedAuthorities before = trust.clientAuthorities();
			RequestHeaderSettings settings = trust.requestHeader();
			this.time.advanceTimeBy(Duration.ofSeconds(10));
			assertThat(trust.clientAuthorities()).isSameAs(before);
			assertThat(trust.requestHeader()).isSameAs(settings);
			for (String bad : List.of("garbage", "")) {
				Files.writeString(file, bad);
				this.time.advanceTimeBy(Duration.ofSeconds(10));
				assertThat(trust.clientAuthorities()).isSameAs(before);
			}
			Files.writeString(file, CLIENTS.pem());
			this.time.advanceTimeBy(Duration.ofSeconds(10));
			assertThat(issuers(trust)).containsExactly(CLIENTS.issue());
			assertThat(trust.requestHeader().authorities().certificates()).containsExactly(CLIENTS.issue());
		}
		Files.writeString(file, OTHERS.pem());
		this.time.advanceTimeBy(Duration.ofSeconds(10));
	}

	@Test
	void fileMustBeGoodAtTheStart() throws IOException {
		Path missing = this.directory.resolve("none");
		assertThatExceptionOfType(AuthorityFileException.class)
			.isThrownBy(() -> new ClusterTrust(null, false, missing, null, RequestHeaderNames.DEFAULTS))
			.withMessageStartingWith("Unable to read certificates from " + missing);
		Path garbage = file("garbage");
		assertThatExceptionOfType(AuthorityFileException.class)
			.isThrownBy(() -> new ClusterTrust(null, false, null, garbage, RequestHeaderNames.DEFAULTS))
			.withMessageStartingWith("Unable to read certificates from " + garbage);
	}

	private static List<X509Certificate> issuers(ClusterTrust trust) {
		TrustedAuthorities authorities = trust.clientAuthorities();
		assertThat(authorities).isNotNull();
		return authorities.certificates();
	}

	private Path file(String pem) throws IOException {
		return Files.writeString(this.directory.resolve("ca.pem"), pem);
	}

	private void load() {
		this.host.authenticationConfig(CLIENTS.pem(), PROXIES.pem(), "[\"front-proxy-client\"]");
		this.lookup.start();
		Eventually.isTrue(this.lookup::isLoaded);
	}

}
