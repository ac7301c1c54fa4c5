package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.RecordedCall;
import io.kubespring.apiserver.cluster.StandInHostApi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a change of the ConfigMap does to a server that runs, connections that are open
 * included. Numbers are those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class TrustReloadTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String PROXY_CA = "requestheader-client-ca-file";

	private static final TestCertificates NEXT = TestCertificates.authority("fp2");

	private static final TestCertificates NEXT_PROXY = NEXT.leaf("front-proxy-client");

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void restoreTrust() {
		server.publishTrust();
	}

	@ParameterizedTest
	@EnumSource
	void case59AuthorityOfProxiesIsReplaced(Version version) throws Exception {
		try (Wire open = Wire.open(server, version, ExtensionServer.PROXY);
				Wire early = Wire.open(server, version, NEXT_PROXY)) {
			alice(open).isListed().isReviewedAs("alice");
			change(PROXY_CA, NEXT.pem());
			Eventually.isTrue(() -> authorities().equals(List.of(NEXT)));
			alice(open).isUnauthorized();
			alice(early).isListed().isReviewedAs("alice");
			ask(version, ExtensionServer.PROXY).isUnauthorized();
			ask(version, NEXT_PROXY).isListed().isReviewedAs("alice");
		}
	}

	@ParameterizedTest
	@EnumSource
	void case60BothAuthoritiesMakeProxies(Version version) throws Exception {
		change(PROXY_CA, ExtensionServer.FRONT_PROXIES.pem() + NEXT.pem());
		Eventually.isTrue(() -> authorities().equals(List.of(ExtensionServer.FRONT_PROXIES, NEXT)));
		ask(version, ExtensionServer.PROXY).isListed().isReviewedAs("alice");
		ask(version, NEXT_PROXY).isListed().isReviewedAs("alice");
	}

	@ParameterizedTest(name = "61 {0} becomes {1}")
	@CsvSource(nullValues = "absent", delimiter = '|', quoteCharacter = '\0', textBlock = """
			requestheader-client-ca-file   | empty                            | missing content for CA bundle
			requestheader-client-ca-file   | absent                           | missing content for CA bundle
			requestheader-client-ca-file   | -----BEGIN CERTIFICATE-----no    | missing content for CA bundle
			requestheader-username-headers | ["X-Remote-User"                 | malformed request headers
			requestheader-allowed-names    | {}                               | malformed request headers
			""")
	void case61GarbageChangesNothing(String key, @Nullable String value, String error, CapturedOutput output)
			throws Exception {
		try (Wire first = Wire.open(server, Version.HTTP_1_1, ExtensionServer.PROXY);
				Wire second = Wire.open(server, Version.HTTP_2, ExtensionServer.PROXY)) {
			alice(first).isListed();
			alice(second).isListed();
			change(key, "empty".equals(value) ? "" : value);
			Eventually.holds(() -> assertThat(output.getAll()).contains("ERROR", error));
			alice(first).isListed().isReviewedAs("alice");
			alice(second).isListed().isReviewedAs("alice");
		}
	}

	@Test
	void case61DeletionChangesNothing(CapturedOutput output) throws Exception {
		server.host().delete(StandInHostApi.CONFIG_MAPS, StandInHostApi.AUTHENTICATION_CONFIG);
		Eventually.holds(() -> assertThat(output)
			.contains("Trust: the ConfigMap kube-system/extension-apiserver-authentication does not exist"));
		for (Version version : Version.values()) {
			ask(version, ExtensionServer.PROXY).isListed().isReviewedAs("alice");
		}
	}

	@ParameterizedTest
	@EnumSource
	void case62AllowedNamesChange(Version version) throws Exception {
		try (Wire open = Wire.open(server, version, ExtensionServer.PROXY);
				Wire other = Wire.open(server, version, ExtensionServer.FRONT_PROXIES.leaf("other"))) {
			alice(open).isListed();
			change("requestheader-allowed-names", "[\"other\"]");
			Eventually.isTrue(() -> server.trust().requestHeader().allowedNames().contains("other"));
			alice(open).isUnauthorized();
			alice(other).isListed().isReviewedAs("alice");
		}
	}

	@ParameterizedTest
	@EnumSource
	void case63LostWatchesAreNoOutage(Version version) throws Exception {
		try (Wire open = Wire.open(server, version, ExtensionServer.PROXY)) {
			for (int i = 0; i < 3; i++) {
				int watches = watches();
				server.host().endWatches();
				alice(open).isListed();
				Eventually.isTrue(() -> watches() > watches);
				alice(open).isListed();
			}
			int lists = lists();
			server.host().expireWatches();
			alice(open).isListed();
			Eventually.isTrue(() -> lists() > lists);
			change(PROXY_CA, NEXT.pem());
			Eventually.isTrue(() -> authorities().equals(List.of(NEXT)));
			ask(version, NEXT_PROXY).isListed();
		}
	}

	@Test
	void case64OneConfigMapIsAskedForAndNoOther() {
		List<RecordedCall> calls = server.host().calls("configmaps");
		assertThat(calls).hasSizeGreaterThan(1)
			.allSatisfy((call) -> assertThat(call.query())
				.contains("fieldSelector=metadata.name%3Dextension-apiserver-authentication"));
		assertThat(watches()).isPositive();
		assertThat(lists()).isPositive();
	}

	private static int watches() {
		return (int) server.host()
			.calls("configmaps")
			.stream()
			.filter((call) -> call.query().contains("watch=true"))
			.count();
	}

	private static int lists() {
		return server.host().calls("configmaps").size() - watches();
	}

	private static List<TestCertificates> authorities() {
		return server.trust()
			.requestHeader()
			.authorities()
			.certificates()
			.stream()
			.map((certificate) -> certificate.equals(NEXT.issue()) ? NEXT : ExtensionServer.FRONT_PROXIES)
			.toList();
	}

	private static void change(String key, @Nullable String value) {
		server.host().changeAuthenticationConfig(key, value);
	}

	private static Seen ask(Version version, TestCertificates proxy) throws Exception {
		return Wire.ask(server, version, proxy, LIST, "x-remote-user", "alice");
	}

	private static Seen alice(Wire wire) throws Exception {
		return wire.ask(LIST, "x-remote-user", "alice");
	}

}
