package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.kubespring.apiserver.certificate.Pem;

/**
 * Several processes of an application behind one Service, with one certificate from a
 * Secret. Each has objects of its own, which does not matter to certificates.
 */
public final class Replicas implements AutoCloseable {

	private final ControlPlane plane;

	private final String name;

	private final Path jar;

	private final Forwarder service = new Forwarder();

	private final List<JavaServer> servers = new ArrayList<>();

	private int started;

	Replicas(ControlPlane plane, String name, Path jar, int count) {
		this.plane = plane;
		this.name = name;
		this.jar = jar;
		plane.service(name, name, this.service.port());
		for (int i = 0; i < count; i++) {
			JavaServer server = start();
			Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
			this.servers.add(server);
		}
	}

	private JavaServer start() {
		return new JavaServer(this.plane, this.name, this.jar,
				List.of("--apiserver.cluster.kubeconfig=" + this.plane.pki().file("admin.kubeconfig"),
						"--apiserver.registration.enabled=true", "--apiserver.registration.service.name=" + this.name,
						"--apiserver.storage.memory.lease-name=" + this.name + "-" + this.started++),
				List.of("--apiserver.certificate.mode=secret"), this.service.port());
	}

	/**
	 * Wait until all are ready, and lead connections to them.
	 */
	public void awaitReady() {
		for (JavaServer server : this.servers) {
			server.awaitReady();
			this.service.add(server.port());
		}
	}

	/**
	 * End the process that made the certificate, and lead nobody there any more.
	 */
	public void endMaker() {
		JavaServer maker = this.servers.stream().filter(this::made).findFirst().orElseThrow();
		this.servers.remove(maker);
		this.service.remove(maker.port());
		maker.stop();
	}

	private boolean made(JavaServer server) {
		return server.log()
			.stream()
			.anyMatch((line) -> line.contains(" " + server.pid() + " --- ")
					&& line.contains("Certificates of all replicas are now: "));
	}

	public List<JavaServer> servers() {
		return List.copyOf(this.servers);
	}

	/**
	 * Ask one of the processes for its readiness, as who trusts the given authorities and
	 * nobody else.
	 * @return the answer as it comes
	 */
	public String verified(JavaServer server, String authorities) {
		String host = this.name + "." + this.name + ".svc";
		try (Socket plain = new Socket("localhost", server.port());
				SSLSocket socket = (SSLSocket) trusting(authorities).getSocketFactory()
					.createSocket(plain, host, server.port(), true)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SSLContext trusting(String authorities) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			for (X509Certificate certificate : Pem.readCertificates(authorities.getBytes(StandardCharsets.UTF_8))) {
				store.setCertificateEntry(certificate.getSerialNumber().toString(), certificate);
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.servers.forEach(JavaServer::stop);
		try {
			this.service.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
