package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
	 * Run the application as its ServiceAccount.
	 */
	public JavaServer start() {
		String token = this.plane.kubectl().out("create", "token", this.name, "-n", this.name).strip();
		int port = Integer.parseInt(this.plane.url().substring(this.plane.url().lastIndexOf(':') + 1));
		Path kubeconfig = this.plane.pki().tokenKubeconfig(this.name, token, port);
		return new JavaServer(this.plane, this.name, this.jar, List.of("--spring.application.name=" + this.name,
				"--apiserver.cluster.kubeconfig=" + kubeconfig, "--apiserver.registration.service.name=" + this.name));
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
