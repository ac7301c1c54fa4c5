package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;

/**
 * etcd, kube-apiserver with its aggregator and kube-controller-manager on free ports of
 * the loopback interface, in a folder of their own.
 */
final class ControlPlane {

	private static final String CONTROLLERS = "namespace-controller,garbage-collector-controller,"
			+ "serviceaccount-controller,serviceaccount-token-controller,root-ca-certificate-publisher-controller,"
			+ "clusterrole-aggregation-controller,horizontal-pod-autoscaler-controller";

	/**
	 * etcd keeps all revisions: which are compacted would depend on when they are asked
	 * for.
	 */
	private static final String NO_COMPACTION = "--etcd-compaction-interval=0";

	private final ClusterBinaries binaries;

	private final Path directory;

	private final Pki pki;

	private final List<ChildProcess> processes = new ArrayList<>();

	private long apiServerPid;

	private final int etcdPort = freePort();

	private final int apiPort = freePort();

	private final Kubectl kubectl;

	private final String controllers;

	ControlPlane(Path root) {
		this(root, KubernetesRelease.NEWEST, CONTROLLERS);
	}

	ControlPlane(Path root, KubernetesRelease release) {
		this(root, release, CONTROLLERS);
	}

	/**
	 * A control plane that also watches quotas.
	 */
	static ControlPlane withQuotas(Path root) {
		return new ControlPlane(root, KubernetesRelease.NEWEST, CONTROLLERS + ",resourcequota-controller");
	}

	private ControlPlane(Path root, KubernetesRelease release, String controllers) {
		this.controllers = controllers;
		this.binaries = new ClusterBinaries(root, release);
		try {
			this.directory = Files.createTempDirectory("kubespring-cluster");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.pki = new Pki(this.directory);
		this.kubectl = new Kubectl(this.binaries.kubectl(), this.pki.kubeconfig("admin", this.apiPort),
				this.directory.resolve("kubectl-cache"));
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start the servers.
	 * @param more further arguments of kube-apiserver
	 */
	void start(String... more) {
		startEtcd("etcd", etcd());
		startApiServer(more);
		await(() -> this.kubectl.run("get", "--raw", "/readyz").stdout().equals("ok"));
		Path kubeconfig = this.pki.kubeconfig("kcm", this.apiPort);
		start("kube-controller-manager", this.binaries.server("kube-controller-manager"), "--kubeconfig",
				kubeconfig.toString(), "--authentication-kubeconfig", kubeconfig.toString(),
				"--authorization-kubeconfig", kubeconfig.toString(), "--service-account-private-key-file",
				this.pki.file("sa.key"), "--root-ca-file", this.pki.file("ca.crt"), "--use-service-account-credentials",
				"--controllers=" + this.controllers, "--horizontal-pod-autoscaler-sync-period=2s",
				"--leader-elect=false", "--secure-port", String.valueOf(freePort()), "--bind-address", "127.0.0.1");
		await(() -> this.kubectl.run("get", "serviceaccount", "default", "-o", "name").stdout().contains("default"));
	}

	/**
	 * Start an etcd, which keeps what it has in a folder of its name.
	 */
	ChildProcess startEtcd(String name, String url) {
		String peer = "http://127.0.0.1:" + freePort();
		return start(name, this.binaries.etcd(), "--data-dir", this.directory.resolve(name + "-data").toString(),
				"--listen-client-urls", url, "--advertise-client-urls", url, "--listen-peer-urls", peer,
				"--initial-advertise-peer-urls", peer, "--initial-cluster", "default=" + peer, "--unsafe-no-fsync");
	}

	private void startApiServer(String... more) {
		List<String> arguments = new ArrayList<>(List.of("--etcd-servers", etcd(), "--secure-port",
				String.valueOf(this.apiPort), "--bind-address", "127.0.0.1", "--advertise-address", "10.0.0.1",
				"--service-cluster-ip-range", "10.0.0.0/24", "--tls-cert-file", this.pki.file("apiserver.crt"),
				"--tls-private-key-file", this.pki.file("apiserver.key"), "--client-ca-file", this.pki.file("ca.crt"),
				"--service-account-key-file", this.pki.file("sa.pub"), "--service-account-signing-key-file",
				this.pki.file("sa.key"), "--service-account-issuer", "https://kubernetes.default.svc",
				"--authorization-mode", "RBAC", "--requestheader-client-ca-file", this.pki.file("front-proxy-ca.crt"),
				"--requestheader-allowed-names", "front-proxy-client", "--requestheader-username-headers",
				"X-Remote-User", "--requestheader-group-headers", "X-Remote-Group",
				"--requestheader-extra-headers-prefix", "X-Remote-Extra-", "--requestheader-uid-headers",
				"X-Remote-Uid", "--proxy-client-cert-file", this.pki.file("proxy.crt"), "--proxy-client-key-file",
				this.pki.file("proxy.key"), "--endpoint-reconciler-type=none", NO_COMPACTION));
		arguments.addAll(Arrays.asList(more));
		ChildProcess process = start("kube-apiserver", this.binaries.server("kube-apiserver"),
				arguments.toArray(String[]::new));
		this.apiServerPid = process.pid();
	}

	/**
	 * The process of kube-apiserver.
	 */
	long apiServerPid() {
		return this.apiServerPid;
	}

	/**
	 * Start Go's sample-apiserver, which extends the cluster.
	 */
	ChildProcess startSampleApiServer(int port) {
		return startSampleApiServer(port, etcd());
	}

	/**
	 * Start Go's sample-apiserver with an etcd of its own.
	 */
	ChildProcess startSampleApiServer(int port, String etcd) {
		String kubeconfig = this.pki.file("admin.kubeconfig");
		return start("sample-apiserver", this.binaries.sampleApiServer(), "--etcd-servers", etcd, "--secure-port",
				String.valueOf(port), "--bind-address", "127.0.0.1", "--kubeconfig", kubeconfig,
				"--authentication-kubeconfig", kubeconfig, "--authorization-kubeconfig", kubeconfig, "--tls-cert-file",
				this.pki.file("serving.crt"), "--tls-private-key-file", this.pki.file("serving.key"), NO_COMPACTION);
	}

	/**
	 * A client that speaks to a server directly, as the aggregator does for an
	 * administrator.
	 * @param port the port of the server
	 */
	RawClient frontProxy(int port) {
		return frontProxy("proxy", port, "admin", "system:masters");
	}

	/**
	 * A client that speaks to a server directly, as the aggregator does.
	 * @param certificate the name of the front proxy's certificate
	 * @param port the port of the server
	 */
	RawClient frontProxy(String certificate, int port, String user, String group) {
		return new RawClient("https://127.0.0.1:" + port, Path.of(this.pki.file(certificate + ".crt")),
				Path.of(this.pki.file(certificate + ".key")), Map.of("X-Remote-User", user, "X-Remote-Group", group));
	}

	ChildProcess start(String name, Path binary, String... arguments) {
		List<String> command = new ArrayList<>(List.of(binary.toString()));
		command.addAll(Arrays.asList(arguments));
		ChildProcess process = ChildProcess.start(name, this.directory, command, Map.of());
		this.processes.add(process);
		return process;
	}

	private void await(Callable<Boolean> condition) {
		try {
			Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).until(condition);
		}
		catch (RuntimeException ex) {
			throw new IllegalStateException(tails(), ex);
		}
	}

	String etcd() {
		return "http://127.0.0.1:" + this.etcdPort;
	}

	ClusterBinaries binaries() {
		return this.binaries;
	}

	Path directory() {
		return this.directory;
	}

	Pki pki() {
		return this.pki;
	}

	/**
	 * The aggregator reaches loopback only through the name of an external service.
	 */
	void service(String namespace, int port) {
		service(namespace, "api", port);
	}

	void service(String namespace, String name, int port) {
		kubectl().apply("""
				apiVersion: v1
				kind: Namespace
				metadata: {name: %1$s}
				---
				apiVersion: v1
				kind: Service
				metadata: {name: %2$s, namespace: %1$s}
				spec: {type: ExternalName, externalName: localhost, ports: [{port: %3$d}]}
				""".formatted(namespace, name, port));
	}

	/**
	 * Have the aggregator send requests in a version of {@code wardle.example.com} to the
	 * Service {@code api} of a namespace.
	 */
	void registerWardle(String version, int versionPriority, String namespace, int port) {
		kubectl().apply("""
				apiVersion: apiregistration.k8s.io/v1
				kind: APIService
				metadata: {name: %1$s.wardle.example.com}
				spec:
				  group: wardle.example.com
				  version: %1$s
				  groupPriorityMinimum: 1000
				  versionPriority: %2$d
				  service: {namespace: %3$s, name: api, port: %4$d}
				  caBundle: %5$s
				""".formatted(version, versionPriority, namespace, port, caBundle()));
	}

	/**
	 * The authority of certificates in files, as it stands in an APIService.
	 */
	String caBundle() {
		try {
			return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(this.pki.file("serving-ca.crt"))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Kubectl kubectl() {
		return this.kubectl;
	}

	/**
	 * A client of kube-apiserver with one of the certificates.
	 */
	RawClient client(String certificate) {
		return new RawClient(url(), Path.of(this.pki.file(certificate + ".crt")),
				Path.of(this.pki.file(certificate + ".key")), Map.of());
	}

	String url() {
		return "https://127.0.0.1:" + this.apiPort;
	}

	String tails() {
		return String.join("\n", this.processes.stream().map(ChildProcess::tail).toList());
	}

	void stop() {
		List<ChildProcess> reverse = new ArrayList<>(this.processes);
		Collections.reverse(reverse);
		reverse.forEach(ChildProcess::kill);
	}

}
