package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.kubespring.apiserver.autoconfigure.ApiServerServingProperties.TlsEngine;
import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The serving certificate changes while the server runs. Numbers are those of the cases
 * in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class ServingReloadTests {

	private static final TestCertificates FIRST = ExtensionServer.serving("localhost");

	private static final TestCertificates SECOND = ExtensionServer.serving("localhost");

	@TempDir
	Path directory;

	@ParameterizedTest(name = "134 {0}")
	@EnumSource(names = { "JDK", "OPENSSL" })
	void http2ThatIsOffIsNotChosen(TlsEngine engine) throws Exception {
		try (RunningServer server = RunningServer.start(this.directory, "--server.http2.enabled=false",
				"--apiserver.serving.tls-engine=" + engine)) {
			assertThat(TestHandshake.with(server.port(), null, null, "h2", "http/1.1").application())
				.isEqualTo("http/1.1");
		}
	}

	@ParameterizedTest(name = "136 {0}")
	@EnumSource(names = { "JDK", "OPENSSL" })
	void pairIsReplacedAsTheKubeletDoesIt(TlsEngine engine, CapturedOutput output) throws Exception {
		Path mount = mount(FIRST, FIRST);
		try (RunningServer server = start(mount, "--apiserver.serving.tls-engine=" + engine)) {
			assertThat(presented(server)).isEqualTo(FIRST.issue());
			// The admin's client would not trust this certificate; what is open is opened
			// by somebody who asks nothing of it.
			try (RawHttp1 open = new RawHttp1(TestHandshake.connect(server.port(), null, null))) {
				assertThat(open.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").answer().body()).isEqualTo("ok");
				swap(mount, SECOND, SECOND);
				Eventually.isTrue(() -> presented(server).equals(SECOND.issue()));
				assertThat(open.send("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").answer().body()).isEqualTo("ok");
			}
			assertThat(output).containsOnlyOnce("Serving with the certificate of server.ssl, valid until 2100-01-01");
		}
	}

	@Test
	void row137OldPairIsPresentedUntilBothPartsMatch(CapturedOutput output) throws Exception {
		Path mount = mount(FIRST, FIRST);
		try (RunningServer server = start(mount)) {
			swap(mount, SECOND, FIRST);
			Eventually.holds(() -> assertThat(output)
				.contains("Unable to use the certificate of server.ssl, the one before stays in force: the private key"
						+ " does not belong to the certificate CN=localhost"));
			for (int i = 0; i < 20; i++) {
				assertThat(presented(server)).as("handshake " + i).isEqualTo(FIRST.issue());
			}
			swap(mount, SECOND, SECOND);
			Eventually.isTrue(() -> presented(server).equals(SECOND.issue()));
			assertThat(output).containsOnlyOnce("Unable to use the certificate");
		}
	}

	static Stream<String> garbage() {
		return Stream.of("", "garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
	}

	@ParameterizedTest
	@MethodSource("garbage")
	void garbageIsRefusedAndHeals(String garbage, CapturedOutput output) throws Exception {
		Path mount = mount(FIRST, FIRST);
		try (RunningServer server = start(mount)) {
			Files.writeString(mount.resolve("..data/tls.crt"), garbage);
			Eventually.holds(() -> assertThat(output).contains("Unable to use the certificate of server.ssl"));
			assertThat(presented(server)).isEqualTo(FIRST.issue());
			Files.writeString(mount.resolve("..data/tls.crt"), FIRST.pem());
			Eventually.holds(() -> assertThat(output).contains("Serving with the certificate of server.ssl"));
			assertThat(presented(server)).isEqualTo(FIRST.issue());
		}
	}

	@Test
	void fileThatIsGoneIsToleratedUntilItIsThere(CapturedOutput output) throws Exception {
		Path mount = mount(FIRST, FIRST);
		try (RunningServer server = start(mount)) {
			Files.delete(mount.resolve("..data/tls.key"));
			Eventually.holds(() -> assertThat(output).contains("Unable to use the certificate of server.ssl"));
			assertThat(presented(server)).isEqualTo(FIRST.issue());
			swap(mount, SECOND, SECOND);
			Eventually.isTrue(() -> presented(server).equals(SECOND.issue()));
		}
	}

	@Test
	void watchThatIsOpenGoesOnUnderTheNewPair() throws Exception {
		Path files = this.directory.resolve("extension");
		Files.createDirectories(files);
		try (ExtensionServer server = ExtensionServer.start(files, "--apiserver.serving.reload-interval=50ms");
				RawHttp2 client = new RawHttp2(server.connect(ExtensionServer.ALICE, "h2"))) {
			int watch = client.get("/apis/g.io/v1/namespaces/n/foos?watch=true");
			Files.writeString(files.resolve("tls.key"), SECOND.keyPem());
			Files.writeString(files.resolve("tls.crt"), SECOND.pem());
			Eventually.isTrue(() -> presented(server.port()).equals(SECOND.issue()));
			server.namespace("n", "Active");
			int create = client.nextStream();
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, create,
					RawHttp2.request("POST", "/apis/g.io/v1/namespaces/n/foos", "content-type", "application/json"));
			client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, create,
					"{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"a\"}}".getBytes());
			assertThat(client.answer(create).status()).isEqualTo(201);
			assertThat(client.line(watch)).startsWith("{\"type\":\"ADDED\"").contains("\"name\":\"a\"");
		}
	}

	static Stream<String> halves() {
		return Stream.of("tls.crt", "tls.key");
	}

	@ParameterizedTest(name = "138 without {0}")
	@MethodSource("halves")
	void oneFileAloneIsAnErrorOfTheStart(String missing) throws Exception {
		Path mount = mount(FIRST, FIRST);
		Files.delete(mount.resolve("..data").resolve(missing));
		assertThatThrownBy(() -> start(mount)).satisfies((failure) -> {
			FailureAnalysis analysis = new InvalidServingPairFailureAnalyzer().analyze(failure);
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).isEqualTo("The application cannot serve with its certificate: error"
					+ " reading " + mount.resolve(missing) + ", certificate and key must be supplied as a pair.");
			assertThat(analysis.getAction()).startsWith("Set server.ssl.certificate to a PEM file");
		});
	}

	@Test
	void row138OneSettingAloneIsAnErrorOfTheStart() throws Exception {
		Path mount = mount(FIRST, FIRST);
		assertThatThrownBy(
				() -> RunningServer.start(this.directory, "--server.ssl.certificate=" + mount.resolve("tls.crt")))
			.hasRootCauseMessage("only server.ssl.certificate is set, certificate and key must be supplied as a pair");
	}

	@Test
	void pairThatDoesNotMatchIsAnErrorOfTheStart() throws Exception {
		Path mount = mount(FIRST, SECOND);
		assertThatThrownBy(() -> start(mount))
			.hasRootCauseMessage("the private key does not belong to the certificate CN=localhost");
	}

	@Test
	void bundleIsServedAndReplaced(CapturedOutput output) throws Exception {
		Path mount = mount(FIRST, FIRST);
		try (RunningServer server = RunningServer.start(this.directory, "--server.ssl.bundle=web",
				"--spring.ssl.bundle.pem.web.keystore.certificate=" + mount.resolve("tls.crt"),
				"--spring.ssl.bundle.pem.web.keystore.private-key=" + mount.resolve("tls.key"))) {
			assertThat(presented(server)).isEqualTo(FIRST.issue());
			DefaultSslBundleRegistry registry = (DefaultSslBundleRegistry) server.bean(SslBundles.class);
			registry.updateBundle("web", bundle(SECOND, FIRST));
			assertThat(presented(server)).as("parts do not match").isEqualTo(FIRST.issue());
			assertThat(output).contains("Unable to use the certificate of SSL bundle web");
			registry.updateBundle("web", bundle(SECOND, SECOND));
			assertThat(presented(server)).isEqualTo(SECOND.issue());
			assertThat(output).contains("Serving with the certificate of SSL bundle web");
		}
	}

	@Test
	void serverNamesHaveTheirBundles() throws Exception {
		Path mount = mount(FIRST, FIRST);
		TestCertificates named = ExtensionServer.serving("sample.shop.svc");
		Path other = Files.createDirectories(this.directory.resolve("other"));
		write(other, named, named);
		try (RunningServer server = start(mount, "--server.ssl.server-name-bundles[0].server-name=sample.shop.svc",
				"--server.ssl.server-name-bundles[0].bundle=named",
				"--spring.ssl.bundle.pem.named.keystore.certificate=" + other.resolve("tls.crt"),
				"--spring.ssl.bundle.pem.named.keystore.private-key=" + other.resolve("tls.key"))) {
			assertThat(presented(server.port(), "sample.shop.svc")).isEqualTo(named.issue());
			assertThat(presented(server.port(), "elsewhere.svc")).isEqualTo(FIRST.issue());
			assertThat(presented(server.port(), null)).isEqualTo(FIRST.issue());
		}
	}

	private static SslBundle bundle(TestCertificates certificate, TestCertificates key) {
		return SslBundle.of(new PemSslStoreBundle(new PemSslStoreDetails(null, certificate.pem(), key.keyPem()), null));
	}

	private static X509Certificate presented(RunningServer server) {
		return presented(server.port());
	}

	private static X509Certificate presented(int port) {
		return presented(port, null);
	}

	private static X509Certificate presented(int port, @Nullable String serverName) {
		try {
			return TestHandshake.with(port, serverName, null).certificate();
		}
		catch (IOException ex) {
			throw new AssertionError("a handshake that failed", ex);
		}
	}

	private RunningServer start(Path mount, String... more) {
		return RunningServer.start(this.directory.resolve("standalone"),
				Stream.concat(Stream.of(more),
						Stream.of("--server.ssl.certificate=" + mount.resolve("tls.crt"),
								"--server.ssl.certificate-private-key=" + mount.resolve("tls.key"),
								"--apiserver.serving.reload-interval=50ms"))
					.toArray(String[]::new));
	}

	/**
	 * A Secret's volume: the files are links through {@code ..data}, which is one itself.
	 */
	private Path mount(TestCertificates certificate, TestCertificates key) throws IOException {
		Path mount = Files.createDirectories(this.directory.resolve("mount"));
		Path content = Files.createDirectories(mount.resolve("..1"));
		write(content, certificate, key);
		Files.createSymbolicLink(mount.resolve("..data"), Path.of(content.getFileName().toString()));
		for (String name : List.of("tls.crt", "tls.key")) {
			Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
		}
		return mount;
	}

	private static void swap(Path mount, TestCertificates certificate, TestCertificates key) throws IOException {
		Path content = Files.createTempDirectory(mount, "..");
		write(content, certificate, key);
		Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(content.getFileName().toString()));
		Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
	}

	private static void write(Path directory, TestCertificates certificate, TestCertificates key) throws IOException {
		Files.writeString(directory.resolve("tls.crt"), certificate.pem());
		Files.writeString(directory.resolve("tls.key"), key.keyPem());
	}

}
