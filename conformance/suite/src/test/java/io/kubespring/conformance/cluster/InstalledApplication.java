package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An application that is brought into the cluster by the manifests that it prints itself,
 * and then run here with the token of its ServiceAccount.
 */
public final class InstalledApplication {

	private final ControlPlane plane;

	private final String name;

	private final Path jar;

	private final String manifests;

	InstalledApplication(ControlPlane plane, String name, Path jar) {
		this.plane = plane;
		this.name = name;
		this.jar = jar;
		this.manifests = print();
	}

	private String print() {
		try {
			Path out = Files.createTempFile("manifests", ".yaml");
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
					"-jar", this.jar.toString(), "--apiserver.print-manifests",
					"--spring.application.name=" + this.name)
				.redirectOutput(out.toFile())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			int code = process.waitFor();
			String printed = Files.readString(out);
			if (code != 0) {
				throw new IllegalStateException("exit " + code + ": " + printed);
			}
			return printed;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What the application printed.
	 */
	public String manifests() {
		return this.manifests;
	}

	/**
	 * Run the application as its ServiceAccount, as its manifests do.
	 */
	public JavaServer start() {
		return start(List.of("--apiserver.registration.enabled=true"), List.of("--apiserver.certificate.mode=secret"));
	}

	/**
	 * Run the application as its ServiceAccount, registered by nobody, with a certificate
	 * that is made for it.
	 * @param dnsName the name that its certificate is for
	 * @param ours whether that is of the authority that APIServices know
	 * @param validity how long it is valid
	 */
	public JavaServer startUnregistered(String dnsName, Duration validity, boolean ours) {
		return start(List.of("--management.endpoints.web.exposure.include=doctor"),
				certificate(dnsName, validity, ours));
	}

	/**
	 * Make a certificate.
	 * @return the arguments of an application that serves with it
	 */
	public List<String> certificate(String dnsName, Duration validity, boolean ours) {
		this.plane.pki().serving(this.name, dnsName, validity, ours);
		return JavaServer.files(this.plane, this.name);
	}

	private JavaServer start(List<String> more, List<String> certificate) {
		String token = this.plane.kubectl().out("create", "token", this.name, "-n", this.name).strip();
		int port = Integer.parseInt(this.plane.url().substring(this.plane.url().lastIndexOf(':') + 1));
		Path kubeconfig = this.plane.pki().tokenKubeconfig(this.name, token, port);
		List<String> identity = new ArrayList<>(List.of("--spring.application.name=" + this.name,
				"--apiserver.cluster.kubeconfig=" + kubeconfig, "--apiserver.registration.service.name=" + this.name));
		identity.addAll(more);
		return new JavaServer(this.plane, this.name, this.jar, identity, certificate);
	}

	/**
	 * What APIServices need to verify certificates of files.
	 */
	public String caBundle() {
		try {
			return Base64.getEncoder()
				.encodeToString(Files.readAllBytes(Path.of(this.plane.pki().file("serving-ca.crt"))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Have the aggregator reach the application, which runs in no pod, by its Service.
	 */
	public void lead(JavaServer server) {
		this.plane.kubectl().out("delete", "service", this.name, "-n", this.name);
		this.plane.kubectl().apply("""
				apiVersion: v1
				kind: Service
				metadata: {name: %1$s, namespace: %1$s}
				spec: {type: ExternalName, externalName: localhost, ports: [{port: %2$d}]}
				""".formatted(this.name, server.port()));
	}

}
