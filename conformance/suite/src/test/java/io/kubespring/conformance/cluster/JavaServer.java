package io.kubespring.conformance.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A fixture application as a child process that extends the cluster.
 */
public final class JavaServer extends TroubledServer {

	private final ControlPlane plane;

	private final String name;

	private final Path jar;

	private final List<String> identity;

	private final int port = ControlPlane.freePort();

	private final int servicePort;

	private final RawClient client;

	private List<String> certificate;

	private ChildProcess process;

	/**
	 * Start a server that may do everything, behind the Service {@code api} of its
	 * namespace.
	 */
	JavaServer(ControlPlane plane, String name, Path jar) {
		this(plane, name, jar,
				List.of("--apiserver.cluster.kubeconfig=" + plane.pki().file("admin.kubeconfig"),
						"--apiserver.registration.enabled=true", "--apiserver.registration.service.name=api",
						"--apiserver.storage.memory.lease-name=" + name),
				files(plane, "serving"));
	}

	/**
	 * Start a server.
	 * @param name its name and its namespace
	 * @param identity the arguments that tell who it is and what its Service is called
	 * @param certificate the arguments that tell where its certificate comes from
	 */
	JavaServer(ControlPlane plane, String name, Path jar, List<String> identity, List<String> certificate) {
		this(plane, name, jar, identity, certificate, 0);
	}

	/**
	 * Start one of several servers behind a Service.
	 * @param servicePort the port of the Service, 0 for the server's own
	 */
	JavaServer(ControlPlane plane, String name, Path jar, List<String> identity, List<String> certificate,
			int servicePort) {
		this.plane = plane;
		this.servicePort = (servicePort != 0) ? servicePort : this.port;
		this.identity = identity;
		this.name = name;
		this.jar = jar;
		this.client = plane.frontProxy(this.port);
		this.process = launch(certificate);
	}

	/**
	 * The arguments of a certificate in files.
	 */
	static List<String> files(ControlPlane plane, String name) {
		return List.of("--server.ssl.certificate=" + plane.pki().file(name + ".crt"),
				"--server.ssl.certificate-private-key=" + plane.pki().file(name + ".key"),
				"--apiserver.registration.ca-bundle=" + plane.pki().file("serving-ca.crt"));
	}

	private ChildProcess launch(List<String> certificate) {
		this.certificate = certificate;
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-Xmx512m", "-jar", this.jar.toString(), "--server.port=" + this.port, "--apiserver.mode=cluster",
				"--apiserver.registration.service.namespace=" + this.name,
				"--apiserver.registration.service.port=" + this.servicePort));
		command.addAll(this.identity);
		command.addAll(certificate);
		return ChildProcess.start(this.name, this.plane.directory(), command, Map.of());
	}

	@Override
	public void awaitReady() {
		try {
			this.client.awaitReady();
		}
		catch (RuntimeException ex) {
			throw new IllegalStateException(tail(), ex);
		}
	}

	/**
	 * A client that speaks to the server directly, as the aggregator does for an
	 * administrator.
	 */
	public RawClient client() {
		return this.client;
	}

	/**
	 * A client that speaks to the server directly, as the aggregator does for a user.
	 */
	public RawClient clientAs(String user, String group) {
		return this.plane.frontProxy("proxy", this.port, user, group);
	}

	public int port() {
		return this.port;
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * End the process and tell how long that took.
	 */
	public Duration stop() {
		return this.process.stop();
	}

	@Override
	ChildProcess process() {
		return this.process;
	}

	@Override
	public void launch() {
		this.process = launch(this.certificate);
	}

	/**
	 * Start the process again on the same port.
	 */
	public void startAgain() {
		startAgain(this.certificate);
	}

	/**
	 * Start the process again on the same port, and do not wait for it.
	 * @param more further arguments
	 */
	public void launchAgain(String... more) {
		List<String> arguments = new ArrayList<>(this.certificate);
		arguments.addAll(List.of(more));
		this.process = launch(arguments);
	}

	/**
	 * Start the process again on the same port, with another kind of certificate.
	 * @return the arguments that it had for that before
	 */
	public List<String> startAgain(List<String> arguments) {
		List<String> before = this.certificate;
		this.process = launch(arguments);
		awaitReady();
		return before;
	}

	public String tail() {
		return this.process.tail();
	}

	/**
	 * What the server has logged since it was started, line by line.
	 */
	public List<String> log() {
		return this.process.log();
	}

}
