package io.kubespring.conformance.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The one cluster of a test run, started when the first test needs it and ended with the
 * virtual machine: the control plane, both fixture applications, Go's sample-apiserver,
 * and the custom resources that are the twins of the fixture {@code demo}.
 */
public final class ConformanceCluster {

	/**
	 * The group of the fixture's kinds.
	 */
	public static final String DEMO = "demo.example.com";

	/**
	 * The group of their twins.
	 */
	public static final String TWIN = "twin.example.com";

	private static @Nullable ConformanceCluster instance;

	private final Path root = Path.of(System.getProperty("kubespring.root", "../.."));

	private final ControlPlane plane = new ControlPlane(this.root.toAbsolutePath().normalize());

	private final JavaServer demo;

	private final JavaServer wardle;

	private final RawClient sample;

	private int samplePort;

	private ConformanceCluster() {
		Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
		this.plane.start();
		this.demo = server("demo", "conformance/demo/target/kubespring-demo.jar");
		this.wardle = server("wardle", "conformance/wardle/target/kubespring-wardle.jar");
		this.sample = startSample();
		applyTwin();
		this.demo.awaitReady();
		this.wardle.awaitReady();
		awaitAvailable("v1." + DEMO);
		awaitAvailable("v1alpha1.wardle.example.com");
		awaitTwin();
	}

	/**
	 * The cluster.
	 */
	public static synchronized ConformanceCluster get() {
		if (instance == null) {
			instance = new ConformanceCluster();
		}
		return instance;
	}

	private JavaServer server(String name, String jar) {
		JavaServer server = new JavaServer(this.plane, name, this.root.resolve(jar).toAbsolutePath());
		this.plane.service(name, server.port());
		return server;
	}

	private RawClient startSample() {
		int port = ControlPlane.freePort();
		this.plane.startSampleApiServer(port);
		this.plane.service("oracle", port);
		this.samplePort = port;
		registerSample("v1beta1");
		awaitAvailable("v1beta1.wardle.example.com");
		return this.plane.frontProxy(port);
	}

	private void registerSample(String version) {
		this.plane.registerWardle(version, 10, "oracle", this.samplePort);
	}

	/**
	 * Have the aggregator send requests in a version of {@code wardle.example.com} to
	 * sample-apiserver, or to the fixture, which registers itself when nobody else is.
	 * Before the first call {@code v1beta1} is the former's and {@code v1alpha1} the
	 * latter's.
	 */
	public void routeWardle(String version, boolean toSample) {
		// nothing but the member "continue" of an empty list tells both servers apart
		String document = "/apis/wardle.example.com/" + version + "/namespaces/nowhere/flunders";
		String wanted = (toSample ? this.sample : this.wardle.client()).send("GET", document, "", Map.of())
			.body()
			.replaceAll("\"resourceVersion\":\"\\d+\"", "");
		BooleanSupplier routed = () -> kubeApiServer().send("GET", document, "", Map.of())
			.body()
			.replaceAll("\"resourceVersion\":\"\\d+\"", "")
			.equals(wanted);
		if (routed.getAsBoolean()) {
			return;
		}
		if (toSample) {
			registerSample(version);
		}
		else {
			kubectl().out("delete", "apiservice", version + ".wardle.example.com");
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(100))
			.until(routed::getAsBoolean);
	}

	/**
	 * An application that is run with the rights of its printed manifests and no more.
	 * @param name its name and its namespace
	 */
	public InstalledApplication install(String name, Path jar) {
		return new InstalledApplication(this.plane, name, jar);
	}

	/**
	 * An application on the machine of an administrator, to which the cluster is led
	 * while it runs.
	 * @param name its name and its namespace
	 * @param address how kube-apiserver reaches it
	 */
	public JavaServer laptop(String name, Path jar, String address) {
		return new JavaServer(
				this.plane, name, jar, List.of("--spring.application.name=" + name,
						"--apiserver.cluster.kubeconfig=" + kubeconfig(), "--apiserver.laptop.address=" + address),
				List.of());
	}

	private void applyTwin() {
		for (String[] kind : new String[][] {
				{ "widget", "Widget", "Namespaced", ", shortNames: [wd], categories: [all]",
						"{status: {}, scale: {specReplicasPath: .spec.replicas, "
								+ "statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}}" },
				{ "gadget", "Gadget", "Cluster", "", "{}" } }) {
			kubectl().apply("""
					apiVersion: apiextensions.k8s.io/v1
					kind: CustomResourceDefinition
					metadata: {name: %1$ss.%5$s}
					spec:
					  group: %5$s
					  scope: %3$s
					  names:
					    {plural: %1$ss, singular: %1$s, kind: %2$s, listKind: %2$sList%4$s}
					  versions:
					  - name: v1
					    served: true
					    storage: true
					    schema:
					      openAPIV3Schema:
					        type: object
					        x-kubernetes-preserve-unknown-fields: true
					    subresources: %6$s
					""".formatted(kind[0], kind[1], kind[2], kind[3], TWIN, kind[4]));
		}
	}

	private void awaitTwin() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> kubectl().run("get", "widgets." + TWIN, "-o", "name").code() == 0);
	}

	/**
	 * Ask the twin what must not change while it is asked: kube-apiserver lists the
	 * resources of one version in an order that it throws dice for whenever one of their
	 * definitions changes, and every five minutes besides, when its informer goes through
	 * all of them again. What is recorded begins with widgets.
	 * @param questions asked again if the order has become another one meanwhile
	 */
	public <T> T whileTwinIsInOrder(Supplier<T> questions) {
		while (true) {
			putTwinInOrder();
			T answers = questions.get();
			if (isTwinInOrder()) {
				return answers;
			}
		}
	}

	private void putTwinInOrder() {
		AtomicInteger attempts = new AtomicInteger();
		Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(500)).until(() -> {
			boolean inOrder = isTwinInOrder();
			if (!inOrder) {
				kubectl().out("annotate", "--overwrite", "crd", "gadgets." + TWIN,
						"attempt=" + attempts.incrementAndGet());
			}
			return inOrder;
		});
	}

	private boolean isTwinInOrder() {
		return kubeApiServer().send("GET", "/apis/" + TWIN + "/v1", "", Map.of())
			.body()
			.contains("\"resources\":[{\"name\":\"widgets\"");
	}

	/**
	 * Wait until the aggregator opens its proxy to a server.
	 */
	public void awaitAvailable(String apiService) {
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(90))
				.pollInterval(Duration.ofMillis(200))
				.until(() -> kubectl()
					.run("get", "apiservice", apiService, "-o",
							"jsonpath={.status.conditions[?(@.type==\"Available\")].status}")
					.stdout()
					.equals("True"));
		}
		catch (RuntimeException ex) {
			throw new IllegalStateException(logs(), ex);
		}
	}

	public Kubectl kubectl() {
		return this.plane.kubectl();
	}

	/**
	 * A kubectl for another user.
	 */
	public Kubectl kubectlAs(String user) {
		this.plane.pki().client(user, user, List.of());
		int port = Integer.parseInt(this.plane.url().substring(this.plane.url().lastIndexOf(':') + 1));
		return new Kubectl(this.plane.binaries().kubectl(), this.plane.pki().kubeconfig(user, port),
				this.plane.directory().resolve("kubectl-cache-" + user));
	}

	/**
	 * The fixture {@code demo}.
	 */
	public JavaServer demo() {
		return this.demo;
	}

	/**
	 * The fixture {@code wardle}.
	 */
	public JavaServer wardle() {
		return this.wardle;
	}

	/**
	 * Go's sample-apiserver, asked directly.
	 */
	public RawClient sample() {
		return this.sample;
	}

	/**
	 * The kube-apiserver, asked by an administrator.
	 */
	public RawClient kubeApiServer() {
		return this.plane.client("admin");
	}

	/**
	 * The administrator's kubeconfig.
	 */
	public Path kubeconfig() {
		return Path.of(this.plane.pki().file("admin.kubeconfig"));
	}

	/**
	 * The repository.
	 */
	public Path root() {
		return this.root.toAbsolutePath().normalize();
	}

	/**
	 * The ends of all logs, for failures.
	 */
	public String logs() {
		return this.plane.tails() + "\n" + this.demo.tail() + "\n" + this.wardle.tail();
	}

	private void stop() {
		for (JavaServer server : new JavaServer[] { this.demo, this.wardle }) {
			if (server != null) {
				server.kill();
			}
		}
		this.plane.stop();
	}

}
