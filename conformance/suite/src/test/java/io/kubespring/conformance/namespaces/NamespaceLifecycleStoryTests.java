package io.kubespring.conformance.namespaces;

import java.time.Duration;
import java.util.Map;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import io.kubespring.conformance.cluster.RawClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * New objects go where namespaces are, at once and no longer than they are.
 */
class NamespaceLifecycleStoryTests {

	private static final int NAMESPACES = 20;

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	@Test
	void objectCanBeCreatedRightAfterItsNamespace() {
		RawClient client = this.cluster.kubeApiServer();
		for (int i = 0; i < NAMESPACES; i++) {
			String namespace = "fresh-" + i;
			client.send("POST", "/api/v1/namespaces",
					"{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace + "\"}}",
					Map.of());
			RawClient.Answer created = client.send("POST",
					"/apis/demo.example.com/v1/namespaces/" + namespace + "/widgets", widget("first"), Map.of());
			assertThat(created.body()).as("the object in " + namespace).contains("\"namespace\":\"" + namespace + "\"");
			assertThat(created.code()).isEqualTo(201);
		}
		for (int i = 0; i < NAMESPACES; i++) {
			this.kubectl.out("delete", "namespace", "fresh-" + i, "--wait=false");
		}
	}

	@Test
	void kubectlCreatesANamespaceAndAnObjectFromOneFile() {
		assertThat(this.kubectl.runWith("""
				apiVersion: v1
				kind: Namespace
				metadata: {name: together}
				---
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata: {name: first, namespace: together}
				spec: {size: 1}
				""", "create", "-f", "-").orFail())
			.isEqualTo("namespace/together created\nwidget.demo.example.com/first created\n");
		this.kubectl.out("delete", "namespace", "together", "--wait=false");
	}

	@Test
	void namespaceThatNeverWasIsNotFound() {
		assertThat(this.kubectl
			.runWith("{apiVersion: demo.example.com/v1, kind: Widget, metadata: {name: a, namespace: never}}", "create",
					"-f", "-")
			.stderr()).contains("(NotFound)", "namespaces \"never\" not found");
	}

	@Test
	void terminatingNamespaceRefusesNewObjectsLetsOthersChangeAndIsGoneInTheEnd() {
		this.kubectl.out("create", "namespace", "leaving");
		this.kubectl.apply("""
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata: {name: held, namespace: leaving, finalizers: [example.com/held]}
				spec: {size: 1}
				""");
		this.kubectl.out("delete", "namespace", "leaving", "--wait=false");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(100))
			.untilAsserted(() -> assertThat(this.kubectl
				.runWith("{apiVersion: demo.example.com/v1, kind: Widget, metadata: {name: late, namespace: leaving}}",
						"create", "--dry-run=server", "-f", "-")
				.stderr())
				.contains("widgets.demo.example.com \"late\" is forbidden: unable to create new content in"
						+ " namespace leaving because it is being terminated"));
		assertThat(this.kubectl.out("patch", "widgets.demo.example.com", "held", "-n", "leaving", "--type=merge", "-p",
				"{\"spec\":{\"size\":2}}", "-o", "jsonpath={.spec.size}"))
			.isEqualTo("2");
		assertThat(this.kubectl.out("get", "namespace", "leaving", "-o", "jsonpath={.status.phase}"))
			.isEqualTo("Terminating");
		this.kubectl.out("delete", "widgets.demo.example.com", "held", "-n", "leaving", "--wait=false");
		this.kubectl.out("patch", "widgets.demo.example.com", "held", "-n", "leaving", "--type=merge", "-p",
				"{\"metadata\":{\"finalizers\":null}}");
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.kubectl.run("get", "namespace", "leaving").stderr(),
					(error) -> error.contains("namespaces \"leaving\" not found"));
	}

	private static String widget(String name) {
		return "{\"apiVersion\":\"demo.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"" + name
				+ "\"},\"spec\":{\"size\":1}}";
	}

}
