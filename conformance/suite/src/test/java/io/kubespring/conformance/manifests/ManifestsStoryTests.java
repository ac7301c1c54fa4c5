package io.kubespring.conformance.manifests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.InstalledApplication;
import io.kubespring.conformance.cluster.JavaServer;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestsStoryTests {

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	@Test
	void clusterAcceptsEveryManifestOfTheSample() throws Exception {
		try (Stream<Path> files = Files.list(this.cluster.root().resolve("sample-app/manifests"))) {
			List<Path> manifests = files.filter((file) -> file.toString().endsWith(".yaml")).sorted().toList();
			assertThat(manifests).isNotEmpty();
			String namespaces = namespaces(manifests);
			for (String namespace : namespaces.lines().distinct().toList()) {
				this.kubectl.run("create", "namespace", namespace);
			}
			for (Path manifest : manifests) {
				assertThat(this.kubectl.out("apply", "--dry-run=server", "-f", manifest.toString()).lines())
					.isNotEmpty()
					.allMatch((line) -> line.endsWith("(server dry run)"));
			}
		}
	}

	@Test
	void printedManifestsAreAcceptedAndEnough() throws Exception {
		InstalledApplication shop = this.cluster.install("shop", jar());
		this.kubectl.run("create", "namespace", "shop");
		assertThat(this.kubectl.runWith(shop.manifests(), "apply", "--dry-run=server", "-f", "-").orFail().lines())
			.hasSizeGreaterThan(15)
			.allMatch((line) -> line.endsWith("(server dry run)"));
		this.kubectl.apply(shop.manifests());
		JavaServer server = shop.start();
		try {
			server.awaitReady();
			shop.lead(server);
			this.cluster.awaitAvailable("v1.shop.example.com");
			orderAsUsers();
			assertThat(server.tail()).doesNotContain("forbidden");
		}
		finally {
			server.stop();
			this.kubectl.runWith(shop.manifests(), "delete", "--wait=false", "-f", "-");
		}
	}

	/**
	 * Those whom the cluster's own roles let view and edit may do so, and no more.
	 */
	private void orderAsUsers() {
		this.kubectl.out("create", "rolebinding", "viewer", "--clusterrole=view", "--user=shop-viewer", "-n", "shop");
		this.kubectl.out("create", "rolebinding", "editor", "--clusterrole=edit", "--user=shop-editor", "-n", "shop");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> this.cluster.kubectlAs("shop-editor")
				.run("auth", "can-i", "create", "orders.shop.example.com", "-n", "shop")
				.stdout()
				.strip()
				.equals("yes"));
		String order = """
				apiVersion: shop.example.com/v1
				kind: Order
				metadata: {name: first, namespace: shop}
				spec: {product: tea, quantity: 2}
				""";
		assertThat(this.cluster.kubectlAs("shop-editor").apply(order)).contains("order.shop.example.com/first created");
		assertThat(this.cluster.kubectlAs("shop-viewer").out("get", "orders", "-n", "shop", "-o", "name"))
			.isEqualTo("order.shop.example.com/first\n");
		assertThat(this.cluster.kubectlAs("shop-viewer").run("delete", "order", "first", "-n", "shop").stderr())
			.contains("User \"shop-viewer\" cannot delete resource \"orders\" in API group \"shop.example.com\"");
	}

	/**
	 * Each binding and rule of the application's own is missed when it is gone, and the
	 * application says which and how to mend it.
	 */
	@Test
	void eachRightIsMissed() {
		InstalledApplication shop = this.cluster.install("rights", jar());
		this.kubectl.run("create", "namespace", "rights");
		this.kubectl.apply(shop.manifests());
		try {
			missed(shop, "rolebinding", "kube-system", "rights-authentication-reader", "",
					"list configmaps \"extension-apiserver-authentication\" in namespace kube-system");
			missed(shop, "clusterrolebinding", "", "rights-auth-delegator", "",
					"create subjectaccessreviews.authorization.k8s.io");
			missed(shop, "clusterrole", "", "rights-registration", "/rules/0",
					"patch apiservices.apiregistration.k8s.io \"v1.shop.example.com\"");
			missed(shop, "clusterrole", "", "rights-namespaces", "/rules/0", "list namespaces");
			missed(shop, "role", "rights", "rights-store-lease", "/rules/1",
					"update leases.coordination.k8s.io \"rights-store\" in namespace rights");
			missed(shop, "role", "rights", "rights-certificate", "/rules/0", "create secrets in namespace rights");
			missed(shop, "role", "rights", "rights-certificate", "/rules/1",
					"patch secrets \"rights-serving\" in namespace rights");
			missed(shop, "role", "rights", "rights-store-lease", "/rules/0",
					"create leases.coordination.k8s.io in namespace rights");
		}
		finally {
			this.kubectl.runWith(shop.manifests(), "delete", "--wait=false", "-f", "-");
		}
	}

	private void missed(InstalledApplication application, String kind, String namespace, String name, String rule,
			String right) {
		String where = namespace.isEmpty() ? "default" : namespace;
		if (rule.isEmpty()) {
			this.kubectl.out("delete", kind, name, "-n", where);
		}
		else {
			this.kubectl.out("patch", kind, name, "-n", where, "--type=json",
					"-p=[{\"op\":\"remove\",\"path\":\"" + rule + "\"}]");
		}
		JavaServer server = application.start();
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(90))
				.pollInterval(Duration.ofMillis(200))
				.untilAsserted(() -> assertThat(server.tail()).contains(right).contains("  name: " + name));
			this.kubectl.apply(application.manifests());
			server.awaitReady();
		}
		finally {
			server.stop();
		}
	}

	private Path jar() {
		return this.cluster.root().resolve("sample-app/target/kubespring-sample-app.jar");
	}

	private String namespaces(List<Path> manifests) throws Exception {
		StringBuilder namespaces = new StringBuilder();
		for (Path manifest : manifests) {
			namespaces.append(this.kubectl.out("create", "--dry-run=client", "--validate=false", "-f",
					manifest.toString(), "-o", "jsonpath={.metadata.namespace}{\"\\n\"}"));
		}
		return namespaces.toString()
			.lines()
			.filter((line) -> !line.isBlank())
			.reduce("", (all, line) -> all + line + "\n");
	}

}
