package io.kubespring.conformance.collection;

import java.time.Duration;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Owners and dependents of our kinds and of the cluster's own, under the cluster's
 * garbage collector, with each propagation policy.
 */
class GarbageCollectionStoryTests {

	private static final String NAMESPACE = "collection";

	private static final String WIDGETS = "widgets.demo.example.com";

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@BeforeAll
	static void createNamespace() {
		ConformanceCluster.get()
			.kubectl()
			.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
	}

	@Test
	void builtInObjectsGoWithTheirOwnerOfOurKind() {
		widget("owner", "");
		configMap("owned-by-widget", owners(widgetOwner("owner", false)));
		delete(WIDGETS, "owner", "background");
		awaitGone("configmap", "owned-by-widget");
	}

	@Test
	void ourObjectsGoWithTheirBuiltInOwner() {
		configMap("owner-of-widget", "");
		widget("owned", owners(configMapOwner("owner-of-widget", false)));
		delete("configmap", "owner-of-widget", "background");
		awaitGone(WIDGETS, "owned");
	}

	@Test
	void ourObjectsGoWithTheirClusterScopedOwner() {
		this.kubectl.apply("""
				apiVersion: demo.example.com/v1
				kind: Gadget
				metadata: {name: collection-owner}
				""");
		widget("owned-by-gadget", owners(owner("demo.example.com/v1", "Gadget", "collection-owner",
				uid("gadgets.demo.example.com", "collection-owner"), false)));
		delete("gadgets.demo.example.com", "collection-owner", "background");
		awaitGone(WIDGETS, "owned-by-gadget");
	}

	@Test
	void dependentOfTwoOwnersStaysUntilBothAreGone() {
		widget("first", "");
		configMap("second", "");
		widget("of-both", owners(widgetOwner("first", false), configMapOwner("second", false)));
		delete(WIDGETS, "first", "background");
		Awaitility.await()
			.atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> ownersOf(WIDGETS, "of-both"), (owners) -> owners.equals("second"));
		delete("configmap", "second", "background");
		awaitGone(WIDGETS, "of-both");
	}

	@Test
	void foregroundDeletionWaitsForDependentsThatBlockIt() {
		widget("foreground", "");
		widget("blocking", "finalizers: [example.com/held]\n  " + owners(widgetOwner("foreground", true)));
		configMap("blocking-too", owners(widgetOwner("foreground", true)));
		delete(WIDGETS, "foreground", "foreground");
		assertThat(this.kubectl.out("get", WIDGETS, "foreground", "-n", NAMESPACE, "-o",
				"jsonpath={.metadata.finalizers}"))
			.isEqualTo("[\"foregroundDeletion\"]");
		awaitGone("configmap", "blocking-too");
		awaitTerminating(WIDGETS, "blocking");
		assertThat(this.kubectl.out("get", WIDGETS, "foreground", "-n", NAMESPACE, "-o", "name")).isNotEmpty();
		release("blocking");
		awaitGone(WIDGETS, "blocking");
		awaitGone(WIDGETS, "foreground");
	}

	@Test
	void foregroundDeletionOfABuiltInOwnerWaitsForOurDependents() {
		configMap("foreground-owner", "");
		widget("blocks-config-map",
				"finalizers: [example.com/held]\n  " + owners(configMapOwner("foreground-owner", true)));
		delete("configmap", "foreground-owner", "foreground");
		awaitTerminating(WIDGETS, "blocks-config-map");
		assertThat(this.kubectl.out("get", "configmap", "foreground-owner", "-n", NAMESPACE, "-o", "name"))
			.isNotEmpty();
		release("blocks-config-map");
		awaitGone("configmap", "foreground-owner");
	}

	@Test
	void foregroundDeletionDoesNotWaitForDependentsThatDoNotBlockIt() {
		widget("impatient", "");
		widget("lingering", "finalizers: [example.com/held]\n  " + owners(widgetOwner("impatient", false)));
		delete(WIDGETS, "impatient", "foreground");
		awaitGone(WIDGETS, "impatient");
		awaitTerminating(WIDGETS, "lingering");
		release("lingering");
		awaitGone(WIDGETS, "lingering");
	}

	@Test
	void orphansOfAllKindsStay() {
		widget("parent", "");
		widget("orphan", owners(widgetOwner("parent", true)));
		configMap("orphan-map", owners(widgetOwner("parent", false)));
		delete(WIDGETS, "parent", "orphan");
		awaitGone(WIDGETS, "parent");
		assertThat(ownersOf(WIDGETS, "orphan")).isEmpty();
		assertThat(ownersOf("configmap", "orphan-map")).isEmpty();
		assertThat(this.kubectl.out("get", WIDGETS, "orphan", "-n", NAMESPACE, "-o", "jsonpath={.spec.size}"))
			.isEqualTo("1");
		delete(WIDGETS, "orphan", "background");
	}

	@Test
	void ourOrphansOfABuiltInOwnerStay() {
		configMap("parent-map", "");
		widget("orphan-of-map", owners(configMapOwner("parent-map", true)));
		delete("configmap", "parent-map", "orphan");
		awaitGone("configmap", "parent-map");
		assertThat(ownersOf(WIDGETS, "orphan-of-map")).isEmpty();
		delete(WIDGETS, "orphan-of-map", "background");
	}

	@Test
	void policyCanBeChangedWhileADeletionWaits() {
		widget("undecided", "");
		widget("holding", "finalizers: [example.com/held]\n  " + owners(widgetOwner("undecided", true)));
		delete(WIDGETS, "undecided", "foreground");
		awaitTerminating(WIDGETS, "holding");
		delete(WIDGETS, "undecided", "background");
		awaitGone(WIDGETS, "undecided");
		release("holding");
		awaitGone(WIDGETS, "holding");
	}

	@Test
	void objectWhoseOwnerNeverWasIsCollected() {
		widget("stray", owners(
				owner("demo.example.com/v1", "Widget", "nobody", "11111111-1111-1111-1111-111111111111", false)));
		awaitGone(WIDGETS, "stray");
	}

	private void widget(String name, String metadata) {
		this.kubectl.apply("""
				apiVersion: demo.example.com/v1
				kind: Widget
				metadata:
				  name: %s
				  namespace: %s
				  %s
				spec: {size: 1}
				""".formatted(name, NAMESPACE, metadata));
	}

	private void configMap(String name, String metadata) {
		this.kubectl.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata:
				  name: %s
				  namespace: %s
				  %s
				""".formatted(name, NAMESPACE, metadata));
	}

	private static String owners(String... owners) {
		return "ownerReferences: [" + String.join(", ", owners) + "]";
	}

	private String widgetOwner(String name, boolean blocks) {
		return owner("demo.example.com/v1", "Widget", name, uid(WIDGETS, name), blocks);
	}

	private String configMapOwner(String name, boolean blocks) {
		return owner("v1", "ConfigMap", name, uid("configmap", name), blocks);
	}

	private static String owner(String apiVersion, String kind, String name, String uid, boolean blocks) {
		return "{apiVersion: %s, kind: %s, name: %s, uid: %s, blockOwnerDeletion: %s}".formatted(apiVersion, kind, name,
				uid, blocks);
	}

	private String uid(String resource, String name) {
		return this.kubectl.out("get", resource, name, "-n", NAMESPACE, "-o", "jsonpath={.metadata.uid}");
	}

	private String ownersOf(String resource, String name) {
		return this.kubectl.out("get", resource, name, "-n", NAMESPACE, "-o",
				"jsonpath={.metadata.ownerReferences[*].name}");
	}

	private void delete(String resource, String name, String policy) {
		this.kubectl.out("delete", resource, name, "-n", NAMESPACE, "--cascade=" + policy, "--wait=false");
	}

	private void release(String name) {
		this.kubectl.out("patch", WIDGETS, name, "-n", NAMESPACE, "--type=merge", "-p",
				"{\"metadata\":{\"finalizers\":null}}");
	}

	private void awaitTerminating(String resource, String name) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> this.kubectl.out("get", resource, name, "-n", NAMESPACE, "-o",
					"jsonpath={.metadata.deletionTimestamp}"), (time) -> !time.isEmpty());
	}

	/**
	 * The collector looks for new kinds every thirty seconds, so this may take a while.
	 */
	private void awaitGone(String resource, String name) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> this.kubectl.run("get", resource, name, "-n", NAMESPACE).stderr(),
					(error) -> error.contains("not found"));
	}

}
