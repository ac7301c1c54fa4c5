package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.codec.TreeCodec;
import tools.jackson.databind.JsonNode;

/**
 * A cluster core whose extensions get into trouble: the fixture {@code demo} and Go's
 * sample-apiserver, each with a group of its own. Quotas are watched here as well.
 */
public final class TroubledCluster implements AutoCloseable {

	private final ControlPlane plane;

	private final JavaServer demo;

	private final SampleServer sample;

	private final Path trouble;

	private TroubledCluster(ControlPlane plane, Path root) {
		this.plane = plane;
		this.trouble = plane.directory().resolve("trouble");
		trouble("");
		this.demo = new JavaServer(plane, "demo", root.resolve("conformance/demo/target/kubespring-demo.jar"),
				List.of("--apiserver.cluster.kubeconfig=" + plane.pki().file("admin.kubeconfig"),
						"--apiserver.registration.enabled=true", "--apiserver.registration.service.name=api",
						"--apiserver.storage.memory.lease-name=demo", "--apiserver.request.timeout=8s",
						"--apiserver.request.write-timeout=8s", "--demo.shapes=true", "--demo.trouble=" + this.trouble),
				JavaServer.files(plane, "serving"));
		this.plane.service("demo", this.demo.port());
		this.sample = new SampleServer(plane);
		this.plane.service("oracle", this.sample.port());
		this.plane.registerWardle("v1beta1", 10, "oracle", this.sample.port());
	}

	/**
	 * Start the cluster; it ends with the virtual machine or when it is closed.
	 * @param root the repository, with the fixture's jar built
	 * @return the cluster, its servers ready
	 */
	public static TroubledCluster start(Path root) {
		ControlPlane plane = ControlPlane.withQuotas(root);
		Runtime.getRuntime().addShutdownHook(new Thread(plane::stop));
		plane.start();
		TroubledCluster cluster = new TroubledCluster(plane, root);
		Runtime.getRuntime().addShutdownHook(new Thread(cluster.demo::kill));
		cluster.demo.awaitReady();
		cluster.sample.awaitReady();
		return cluster;
	}

	/**
	 * Say what is amiss with the source of the fixture's ledgers: {@code throw},
	 * {@code block}, {@code memory}, or nothing.
	 */
	public void trouble(String what) {
		try {
			Files.writeString(this.trouble, what);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * End all trouble, whatever it is.
	 */
	public void heal() {
		trouble("");
		this.plane.kubectl().run("delete", "lease", "demo", "-n", "demo", "--ignore-not-found");
		this.sample.resumeSource();
		for (TroubledServer server : List.of(this.demo, this.sample)) {
			if (server.isAlive()) {
				server.resume();
			}
			else {
				server.launch();
			}
		}
		this.demo.awaitReady();
		this.sample.awaitReady();
	}

	/**
	 * The fixture.
	 */
	public JavaServer demo() {
		return this.demo;
	}

	/**
	 * Go's server.
	 */
	public SampleServer sample() {
		return this.sample;
	}

	/**
	 * The administrator's kubectl.
	 */
	public Kubectl kubectl() {
		return this.plane.kubectl();
	}

	/**
	 * The kube-apiserver, asked by an administrator.
	 */
	public RawClient kubeApiServer() {
		return new RawClient(this.plane.url(), Path.of(this.plane.pki().file("admin.crt")),
				Path.of(this.plane.pki().file("admin.key")), Map.of());
	}

	/**
	 * A document of the kube-apiserver.
	 */
	public JsonNode openApi(String path) {
		return TreeCodec.SHARED
			.readTree(kubeApiServer().send("GET", path, "", Map.of("Accept", "application/json")).bytes());
	}

	/**
	 * The ends of all logs, for failures.
	 */
	public String logs() {
		return this.plane.tails() + "\n" + this.demo.tail();
	}

	@Override
	public void close() {
		this.demo.kill();
		this.plane.stop();
	}

}
