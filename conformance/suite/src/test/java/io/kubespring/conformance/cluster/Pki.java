package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import io.kubespring.apiserver.certificate.CertificateAuthority;
import io.kubespring.apiserver.certificate.IssuedCertificate;
import io.kubespring.apiserver.certificate.Pem;

/**
 * All certificates of a cluster core, as files.
 */
final class Pki {

	private static final Duration VALIDITY = Duration.ofDays(1);

	private final Path directory;

	private final CertificateAuthority cluster = authority("cluster-ca");

	private CertificateAuthority frontProxy = authority("front-proxy-ca");

	private final CertificateAuthority serving = authority("serving-ca");

	Pki(Path directory) {
		this.directory = directory;
		write("ca.crt", this.cluster.root().certificatePem());
		write("front-proxy-ca.crt", this.frontProxy.root().certificatePem());
		write("serving-ca.crt", this.serving.root().certificatePem());
		write("apiserver", this.cluster.issueServing(
				List.of("localhost", "kubernetes", "kubernetes.default.svc", "127.0.0.1", "10.0.0.1"), VALIDITY));
		writeProxy("proxy");
		write("serving", this.serving.issueServing(
				List.of("api.demo.svc", "api.wardle.svc", "api.oracle.svc", "api.sample.svc", "localhost", "127.0.0.1"),
				VALIDITY));
		client("admin", "admin", List.of("system:masters"));
		client("kcm", "system:kube-controller-manager", List.of());
		serviceAccountKeys();
	}

	/**
	 * Have front proxies believed by another authority too, which then issues for them.
	 */
	void replaceFrontProxyAuthority() {
		String before = this.frontProxy.root().certificatePem();
		this.frontProxy = authority("next-front-proxy-ca");
		write("front-proxy-ca.crt", before + this.frontProxy.root().certificatePem());
	}

	/**
	 * Write a certificate of a front proxy.
	 */
	void writeProxy(String file) {
		write(file, this.frontProxy.issueClient("front-proxy-client", List.of(), VALIDITY));
	}

	private static CertificateAuthority authority(String name) {
		return CertificateAuthority.create(name, VALIDITY, Clock.systemUTC());
	}

	void client(String file, String name, List<String> groups) {
		write(file, this.cluster.issueClient(name, groups, VALIDITY));
	}

	/**
	 * Write a serving certificate and its key.
	 * @param ours whether it is of the authority that APIServices know
	 */
	void serving(String file, String dnsName, Duration validity, boolean ours) {
		write(file, (ours ? this.serving : this.cluster).issueServing(List.of(dnsName), validity));
	}

	private void serviceAccountKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			KeyPair keys = generator.generateKeyPair();
			write("sa.key", Pem.write(keys.getPrivate()));
			write("sa.pub", "-----BEGIN PUBLIC KEY-----\n"
					+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(keys.getPublic().getEncoded())
					+ "\n-----END PUBLIC KEY-----\n");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void write(String name, IssuedCertificate issued) {
		write(name + ".crt", issued.certificatePem());
		write(name + ".key", issued.keyPem());
	}

	private void write(String name, String text) {
		try {
			Files.writeString(this.directory.resolve(name), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String file(String name) {
		return this.directory.resolve(name).toString();
	}

	/**
	 * Write a kubeconfig for one of the clients.
	 */
	Path kubeconfig(String client, int port) {
		return kubeconfig(client, port,
				"client-certificate: %s, client-key: %s".formatted(file(client + ".crt"), file(client + ".key")));
	}

	/**
	 * Write a kubeconfig for somebody with a token.
	 */
	Path tokenKubeconfig(String name, String token, int port) {
		return kubeconfig(name, port, "token: " + token);
	}

	private Path kubeconfig(String name, int port, String user) {
		try {
			Path file = this.directory.resolve(name + ".kubeconfig");
			Files.writeString(file, """
					apiVersion: v1
					kind: Config
					clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority: %s}}]
					users: [{name: u, user: {%s}}]
					contexts: [{name: x, context: {cluster: c, user: u}}]
					current-context: x
					""".formatted(port, file("ca.crt"), user));
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
