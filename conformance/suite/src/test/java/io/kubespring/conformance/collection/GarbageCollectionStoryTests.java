package io.kubespring.conformance.collection;

import java.time.Duration;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GarbageCollectionStoryTests {

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@Test
	void builtInObjectsGoWithTheirOwnerOfOurKind() {
		widget("owner", "");
		this.kubectl.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata:
				  name: owned-by-widget
				  ownerReferences: [{apiVersion: demo.example.com/v1, kind: Widget, name: owner, uid: %s}]
				""".formatted(uid("widgets.demo.example.com", "owner")));
		this.kubectl.out("delete", "widgets.demo.example.com", "owner");
		awaitGone("configmap", "owned-by-widget");
	}

	@Test
	void ourObjectsGoWithTheirBuiltInOwner() {
		this.kubectl.out("create", "configmap", "owner-of-widget");
		widget("owned", "ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner-of-widget, uid: "
				+ uid("configmap", "owner-of-widget") + "}]");
		this.kubectl.out("delete", "configmap", "owner-of-widget");
		awaitGone("widgets.demo.example.com", "owned");
	}

	@Test
	void foregroundDeletionWaitsForDependents() {
		widget("foreground", "");
		widget("dependent",
				"ownerReferences: [{apiVersion: demo.example.com/v1, kind: Widget, name: foreground, blockOwnerDeletion: true, uid: "
						+ uid("widgets.demo.example.com", "foreground") + "}]");
		this.kubectl.out("delete", "widgets.demo.example.com", "foreground", "--cascade=foreground", "--wait=false");
		awaitGone("widgets.demo.example.com", "dependent");
		awaitGone("widgets.demo.example.com", "foreground");
	}

	@Test
	void orphansStay() {
		widget("parent", "");
		widget("orphan", "ownerReferences: [{apiVersion: demo.example.com/v1, kind: Widget, name: parent, uid: "
				+ uid("widgets.demo.example.com", "parent") + "}]");
		this.kubectl.out("delete", "widgets.demo.example.com", "parent", "--cascade=orphan", "--wait=false");
		awaitGone("widgets.demo.example.com", "parent");
		assertThat(this.kubectl.out("get", "widgets.demo.example.com", "orphan", "-o",
				"jsonpath={.metadata.name}{.metadata.ownerReferences}"))
			.isEqualTo("orphan");
		this.kubectl.out("delete", "widgets.demo.example.com", "orphan");
	}

	private void widget(String name, String metadata) {
		this.kubectl.apply("""
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata:
				  name: %s
				  %s
				spec: {size: 1}
				""".formatted(name, metadata));
	}

	private String uid(String resource, String name) {
		return this.kubectl.out("get", resource, name, "-o", "jsonpath={.metadata.uid}");
	}

	/**
	 * The collector looks for new kinds every thirty seconds, so this may take a while.
	 */
	private void awaitGone(String resource, String name) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> this.kubectl.run("get", resource, name).stderr(), (error) -> error.contains("not found"));
	}

}
