package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSocket;

import io.kubespring.apiserver.codec.TreeCodec;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * A cluster core of a release, for what is between the aggregator and a server: the
 * fixture {@code demo}, which is installed by its own manifests and registers itself, and
 * the fixture {@code wardle}, which is registered by the test and has a proxy in front
 * that notes what it is asked. It is started when the first test needs it and ends with
 * the virtual machine.
 */
public final class AggregatorCluster {

	/**
	 * The APIService of {@code demo}.
	 */
	public static final String DEMO = "v1.demo.example.com";

	/**
	 * The APIService of {@code wardle}.
	 */
	public static final String WARDLE = "v1alpha1.wardle.example.com";

	private static final Map<KubernetesRelease, AggregatorCluster> STARTED = new EnumMap<>(KubernetesRelease.class);

	private final Path root = Path.of(System.getProperty("kubespring.root", "../..")).toAbsolutePath().normalize();

	private final ControlPlane plane;

	private final InstalledApplication installation;

	private final JavaServer demo;

	private final JavaServer wardle;

	private final RecordingProxy recorder;

	private AggregatorCluster(KubernetesRelease release) {
		this.plane = new ControlPlane(this.root, release);
		Runtime.getRuntime().addShutdownHook(new Thread(this.plane::stop));
		this.plane.start("--audit-policy-file", policy().toString(), "--audit-log-path", log().toString());
		this.plane.pki().serving("wardle-serving", "api.wardle.svc", Duration.ofDays(1), true);
		this.wardle = new JavaServer(this.plane, "wardle", jar("wardle"),
				List.of("--apiserver.cluster.kubeconfig=" + this.plane.pki().file("admin.kubeconfig"),
						"--apiserver.registration.service.name=api", "--apiserver.storage.memory.lease-name=wardle",
						"--apiserver.serving.reload-interval=1s", "--management.endpoints.web.exposure.include=doctor"),
				JavaServer.files(this.plane, "wardle-serving"));
		endWithMachine(this.wardle);
		this.recorder = new RecordingProxy(this.plane.pki(), this.wardle.port());
		this.plane.service("wardle", this.recorder.port());
		this.installation = new InstalledApplication(this.plane, "demo", jar("demo"));
		kubectl().run("create", "namespace", "demo");
		kubectl().apply(this.installation.manifests());
		this.demo = this.installation.start();
		endWithMachine(this.demo);
		this.installation.lead(this.demo);
		this.wardle.awaitReady();
		this.demo.awaitReady();
		register(true);
		awaitAvailability(DEMO, "True");
		awaitAvailability(WARDLE, "True");
	}

	/**
	 * The cluster of a release.
	 */
	public static synchronized AggregatorCluster of(KubernetesRelease release) {
		return STARTED.computeIfAbsent(release, AggregatorCluster::new);
	}

	private Path jar(String fixture) {
		return this.root.resolve("conformance/" + fixture + "/target/kubespring-" + fixture + ".jar");
	}

	private static void endWithMachine(JavaServer server) {
		Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
	}

	private Path policy() {
		try {
			return Files.writeString(this.plane.directory().resolve("audit-policy.yaml"), """
					apiVersion: audit.k8s.io/v1
					kind: Policy
					omitStages: [RequestReceived]
					rules:
					- level: Request
					  resources: [{group: authorization.k8s.io, resources: [subjectaccessreviews]}]
					- level: None
					""");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path log() {
		return this.plane.directory().resolve("audit.log");
	}

	/**
	 * What servers have asked the cluster to decide.
	 */
	public List<JsonNode> reviews() {
		try {
			return Files.readAllLines(log())
				.stream()
				.filter((line) -> line.endsWith("}"))
				.map((line) -> TreeCodec.SHARED.readTree(line.getBytes()).path("requestObject").path("spec"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Give {@code wardle} a certificate for another name, which it takes up while it
	 * runs.
	 */
	public void certifyWardle(String dnsName) {
		this.plane.pki().serving("wardle-serving", dnsName, Duration.ofDays(1), true);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> namesOfWardle().contains(dnsName));
	}

	/**
	 * Have the Lease without which {@code wardle} does not become ready held by somebody,
	 * or by nobody.
	 */
	public void holdStoreOfWardle(String holder) {
		kubectl().out("patch", "lease", "wardle", "-n", "wardle", "--type=merge", "-p",
				"""
						{"spec": {"holderIdentity": "%s", "leaseDurationSeconds": 600, "renewTime": "%s"}}"""
					.formatted(holder, DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
						.format(LocalDateTime.now(ZoneOffset.UTC))));
	}

	/**
	 * The names in its certificate, as a new connection sees it.
	 */
	private String namesOfWardle() throws IOException, CertificateParsingException {
		Path key = Path.of(this.plane.pki().file("admin.key"));
		try (SSLSocket socket = (SSLSocket) RawClient.context(Path.of(this.plane.pki().file("admin.crt")), key)
			.getSocketFactory()
			.createSocket("localhost", this.wardle.port())) {
			X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
			return String.valueOf(leaf.getSubjectAlternativeNames());
		}
	}

	/**
	 * Lead the APIServices of {@code wardle} to its recorder or to itself.
	 */
	public void register(boolean recorded) {
		int port = recorded ? this.recorder.port() : this.wardle.port();
		this.plane.service("wardle", port);
		for (String version : List.of("v1alpha1", "v1beta1")) {
			this.plane.registerWardle(version, 15, "wardle", port);
		}
	}

	/**
	 * Have the aggregator look at a server now.
	 */
	public void touch(String apiService) {
		kubectl().out("annotate", "apiservice", apiService, "--overwrite", "touched=" + System.nanoTime());
	}

	/**
	 * The aggregator's opinion of a server: status, reason and message.
	 */
	public String availability(String apiService) {
		return kubectl()
			.run("get", "apiservice", apiService, "-o",
					"jsonpath={range .status.conditions[?(@.type==\"Available\")]}{.status} {.reason} {.message}{end}")
			.stdout();
	}

	/**
	 * Wait until that opinion has something in it.
	 */
	public String awaitAvailability(String apiService, String part) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> availability(apiService), (seen) -> seen.contains(part));
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
	public RawClient client() {
		return this.plane.client("admin");
	}

	/**
	 * The kube-apiserver, asked by somebody with a certificate of the cluster.
	 */
	public RawClient clientAs(String user, List<String> groups) {
		this.plane.pki().client(user, user, groups);
		return this.plane.client(user);
	}

	/**
	 * The manifests of {@code demo}.
	 */
	public InstalledApplication installation() {
		return this.installation;
	}

	public JavaServer demo() {
		return this.demo;
	}

	public JavaServer wardle() {
		return this.wardle;
	}

	/**
	 * What stands before {@code wardle}.
	 */
	public RecordingProxy recorder() {
		return this.recorder;
	}

	/**
	 * Have the cluster believe front proxies of another authority too.
	 * @return a client of {@code demo} with such a certificate
	 */
	public RawClient trustNextFrontProxies() {
		this.plane.pki().replaceFrontProxyAuthority();
		this.plane.pki().writeProxy("next-proxy");
		return this.plane.frontProxy("next-proxy", this.demo.port(), "admin", "system:masters");
	}

	/**
	 * Give kube-apiserver a certificate of that authority.
	 */
	public void replaceFrontProxy() {
		this.plane.pki().writeProxy("proxy");
	}

	/**
	 * Start several processes of an application that share their certificate.
	 */
	public Replicas replicas(String name, int count) {
		return new Replicas(this.plane, name, this.root.resolve("sample-app/target/kubespring-sample-app.jar"), count);
	}

	/**
	 * The ends of all logs, for failures.
	 */
	public String logs() {
		return this.plane.tails() + "\n" + this.demo.tail() + "\n" + this.wardle.tail();
	}

}
