package io.kubespring.conformance.cluster;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLParameters;

import org.awaitility.Awaitility;

/**
 * A cluster core with nothing but the fixture {@code wardle} and Go's sample-apiserver,
 * which serve the same API, to be compared.
 */
public final class ComparisonCluster implements AutoCloseable {

	private final ControlPlane plane;

	private final JavaServer wardle;

	private final Contender sample;

	private ComparisonCluster(ControlPlane plane, JavaServer wardle, Contender sample) {
		this.plane = plane;
		this.wardle = wardle;
		this.sample = sample;
	}

	/**
	 * Start the cluster; it ends with the virtual machine or when it is closed.
	 * @param root the repository, with the fixture's jar built
	 * @return the cluster, its servers ready
	 */
	public static ComparisonCluster start(Path root) {
		ControlPlane plane = new ControlPlane(root);
		Runtime.getRuntime().addShutdownHook(new Thread(plane::stop));
		plane.start();
		JavaServer wardle = new JavaServer(plane, "wardle",
				root.resolve("conformance/wardle/target/kubespring-wardle.jar"));
		plane.service("wardle", wardle.port());
		Runtime.getRuntime().addShutdownHook(new Thread(wardle::kill));
		int port = ControlPlane.freePort();
		ChildProcess sample = plane.startSampleApiServer(port);
		ComparisonCluster cluster = new ComparisonCluster(plane, wardle,
				new Contender("sample-apiserver", "https://127.0.0.1:" + port, sample.pid()));
		wardle.awaitReady();
		plane.frontProxy(port).awaitReady();
		cluster.awaitFischers();
		return cluster;
	}

	/**
	 * Wait until the fixture knows which names are banned: it follows Fischers through
	 * the cluster, like any application.
	 */
	private void awaitFischers() {
		String flunder = """
				{"apiVersion":"wardle.example.com/v1alpha1","kind":"Flunder","metadata":{"name":"asked"}}""";
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> this.wardle.client()
				.send("POST", "/apis/wardle.example.com/v1alpha1/namespaces/default/flunders?dryRun=All", flunder,
						Map.of("Content-Type", "application/json"))
				.code() == 201);
	}

	/**
	 * The fixture.
	 */
	public Contender wardle() {
		return new Contender("wardle", "https://127.0.0.1:" + this.wardle.port(), this.wardle.pid());
	}

	/**
	 * The oracle.
	 */
	public Contender sample() {
		return this.sample;
	}

	/**
	 * The kube-apiserver, whose aggregator leads to the fixture as soon as the fixture
	 * has registered itself.
	 */
	public Contender kubeApiServer() {
		return new Contender("kube-apiserver", this.plane.url(), this.plane.apiServerPid());
	}

	/**
	 * Wait until the aggregator leads to the fixture.
	 * @param apiService the name of the APIService
	 */
	public void awaitAggregated(String apiService) {
		kubectl().out("wait", "apiservice/" + apiService, "--for=condition=Available", "--timeout=90s");
	}

	/**
	 * Have kube-apiserver serve custom resources, of any content.
	 */
	public void serveCustomResource(String group, String version, String kind, String plural) {
		kubectl().apply("""
				apiVersion: apiextensions.k8s.io/v1
				kind: CustomResourceDefinition
				metadata: {name: %4$s.%1$s}
				spec:
				  group: %1$s
				  scope: Namespaced
				  names: {plural: %4$s, kind: %3$s}
				  versions:
				  - name: %2$s
				    served: true
				    storage: true
				    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
				""".formatted(group, version, kind, plural));
		kubectl().out("wait", "crd/" + plural + "." + group, "--for=condition=Established", "--timeout=90s");
	}

	/**
	 * A client that keeps one HTTP/2 connection with the certificate of the front proxy,
	 * and the cipher that a Go client gets.
	 */
	public HttpClient newFrontProxyClient() {
		return newClient("proxy");
	}

	/**
	 * The same with the certificate of an administrator.
	 */
	public HttpClient newAdministratorClient() {
		return newClient("admin");
	}

	private HttpClient newClient(String name) {
		SSLParameters parameters = new SSLParameters(new String[] { "TLS_AES_128_GCM_SHA256" },
				new String[] { "TLSv1.3" });
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_2)
			.sslContext(RawClient.context(Path.of(this.plane.pki().file(name + ".crt")),
					Path.of(this.plane.pki().file(name + ".key"))))
			.sslParameters(parameters)
			.connectTimeout(Duration.ofSeconds(5))
			.build();
	}

	/**
	 * The administrator's kubectl.
	 */
	public Kubectl kubectl() {
		return this.plane.kubectl();
	}

	@Override
	public void close() {
		this.wardle.kill();
		this.plane.stop();
	}

}
