package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
		Path kubeconfig = kubeconfig();
		List<String> identity = new ArrayList<>(List.of("--spring.application.name=" + this.name,
				"--apiserver.cluster.kubeconfig=" + kubeconfig, "--apiserver.registration.service.name=" + this.name));
		identity.addAll(more);
		return new JavaServer(this.plane, this.name, this.jar, identity, certificate);
	}

	/**
	 * A kubeconfig of the application's ServiceAccount.
	 */
	public Path kubeconfig() {
		String token = this.plane.kubectl().out("create", "token", this.name, "-n", this.name).strip();
		int port = Integer.parseInt(this.plane.url().substring(this.plane.url().lastIndexOf(':') + 1));
		return this.plane.pki().tokenKubeconfig(this.name, token, port);
	}

	/**
	 * Examine the installation from outside, in a Java virtual machine that is as small
	 * as one beside the application in its container has to be.
	 * @param kubeconfig who looks
	 * @param server the application
	 */
	public Examination doctor(Path kubeconfig, JavaServer server) {
		try {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
					"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", this.jar.toString(),
					"--apiserver.doctor", "--spring.application.name=" + this.name,
					"--apiserver.cluster.kubeconfig=" + kubeconfig, "--apiserver.registration.enabled=true",
					"--apiserver.certificate.mode=secret", "--apiserver.registration.service.namespace=" + this.name,
					"--apiserver.registration.service.port=" + server.port())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Examination(report, process.waitFor());
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
	 * What APIServices need to verify certificates of files.
	 */
	public String caBundle() {
		return this.plane.caBundle();
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

	/**
	 * What the doctor printed.
	 *
	 * @param report the standard output
	 * @param code the exit code
	 */
	public record Examination(String report, int code) {

	}

}
