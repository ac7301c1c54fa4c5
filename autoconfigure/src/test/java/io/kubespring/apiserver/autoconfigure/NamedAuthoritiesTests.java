package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

import io.kubespring.apiserver.autoconfigure.ApiServerServingProperties.TlsEngine;
import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import io.netty.handler.ssl.OpenSsl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which authorities the handshake names to clients: a client of Go sends no certificate
 * of another.
 */
class NamedAuthoritiesTests {

	@ParameterizedTest(name = "144 {0}")
	@EnumSource(names = { "JDK", "OPENSSL" })
	void authoritiesThatAreKnownAfterTheStartAreNamed(TlsEngine engine, @TempDir Path directory) throws Exception {
		try (ExtensionServer server = ExtensionServer.startWithoutTrust(directory, property(engine))) {
			assertThat(named(server)).isEmpty();
			server.publishTrust();
			assertThat(named(server)).containsExactlyInAnyOrder("CN=fp", "CN=cl");
		}
	}

	@ParameterizedTest(name = "144 {0}")
	@EnumSource(names = { "JDK", "OPENSSL" })
	void authoritiesThatReplaceOthersAreNamed(TlsEngine engine, @TempDir Path directory) throws Exception {
		try (ExtensionServer server = ExtensionServer.start(directory, property(engine))) {
			TestCertificates next = TestCertificates.authority("next");
			server.host().authenticationConfig(ExtensionServer.CLIENTS.pem(), next.pem(), "[\"front-proxy-client\"]");
			Eventually.isTrue(() -> server.trust().requestHeader().authorities().certificates().contains(next.issue()));
			assertThat(named(server)).containsExactlyInAnyOrder("CN=next", "CN=cl");
		}
	}

	/**
	 * Without it these tests could not tell one engine from the other.
	 */
	@Test
	@EnabledOnOs(value = OS.LINUX, architectures = { "amd64", "x86_64" })
	void openSslIsThereToBeChosen() {
		assertThat(OpenSsl.isAvailable()).isTrue();
	}

	private static String property(TlsEngine engine) {
		return "--apiserver.serving.tls-engine=" + engine;
	}

	private static List<String> named(ExtensionServer server) throws IOException {
		Listener listener = new Listener();
		try (SSLSocket socket = (SSLSocket) ExtensionServer.tls(listener)
			.getSocketFactory()
			.createSocket("localhost", server.port())) {
			socket.startHandshake();
		}
		return listener.named;
	}

	/**
	 * Hears which authorities the server names, and has no certificate.
	 */
	private static final class Listener extends X509ExtendedKeyManager {

		private List<String> named = List.of();

		@Override
		public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
			this.named = (issuers != null) ? Stream.of(issuers).map(Principal::getName).toList() : List.of();
			return null;
		}

		@Override
		public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
			return null;
		}

		@Override
		public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
			return null;
		}

		@Override
		public X509Certificate @Nullable [] getCertificateChain(String alias) {
			return null;
		}

		@Override
		public @Nullable PrivateKey getPrivateKey(String alias) {
			return null;
		}

		@Override
		public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
			return null;
		}

		@Override
		public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
			return null;
		}

	}

}
