package io.kubespring.conformance.harmless;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What lives in the cluster beside two servers in trouble: a namespace that stays, with
 * built-in objects, a quota, and dependents of the servers' objects; and namespaces that
 * are deleted while the trouble lasts, one without and two with objects of theirs.
 */
final class Neighbours {

	private static final Duration BOUND = Duration.ofSeconds(150);

	private final Kubectl kubectl;

	private final String state;

	private final List<Subject> subjects;

	Neighbours(Kubectl kubectl, String state, List<Subject> subjects) {
		this.kubectl = kubectl;
		this.state = state;
		this.subjects = subjects;
	}

	String home() {
		return this.state + "-home";
	}

	String plain() {
		return this.state + "-plain";
	}

	String with(Subject subject) {
		return this.state + "-with-" + subject.name();
	}

	/**
	 * Move in, while all is well.
	 */
	void moveIn() {
		StringBuilder all = new StringBuilder();
		for (String namespace : List.of(home(), plain(), with(this.subjects.get(0)), with(this.subjects.get(1)))) {
			all.append("---\n{apiVersion: v1, kind: Namespace, metadata: {name: ").append(namespace).append("}}\n");
		}
		all.append("""
				---
				{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota, namespace: %1$s},
				  spec: {hard: {configmaps: "20"}}}
				---
				{apiVersion: v1, kind: Service, metadata: {name: web, namespace: %1$s}, spec: {ports: [{port: 80}]}}
				""".formatted(home()));
		this.kubectl.apply(all.toString());
		awaitUsed("1");
		this.kubectl.out("create", "configmap", "owner", "-n", home());
		this.kubectl.apply(configMap("dependent", "v1", "ConfigMap", "owner", uid("configmap", "owner")));
		for (Subject subject : this.subjects) {
			for (String namespace : List.of(home(), with(subject))) {
				this.kubectl.runWith("{apiVersion: %s, kind: %s, metadata: {name: first, namespace: %s}, spec: %s}"
					.formatted(subject.groupVersion(), subject.kind(), namespace,
							subject.kind().equals("Widget") ? "{size: 1}" : "{}"),
						"create", "-f", "-")
					.orFail();
			}
			this.kubectl.apply(configMap("kept-by-" + subject.name(), subject.groupVersion(), subject.kind(), "first",
					uid(subject.resource(), "first")));
		}
		awaitUsed("5");
	}

	/**
	 * A dependent of an object that never was: whether it is so is the server's to say.
	 */
	void stray(Subject subject) {
		this.kubectl.apply(configMap("stray-of-" + subject.name(), subject.groupVersion(), subject.kind(), "nobody",
				"11111111-1111-1111-1111-111111111111"));
	}

	private String configMap(String name, String apiVersion, String kind, String owner, String uid) {
		return ("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: %s, ownerReferences:"
				+ " [{apiVersion: %s, kind: %s, name: %s, uid: %s}]}}")
			.formatted(name, home(), apiVersion, kind, owner, uid);
	}

	private String uid(String resource, String name) {
		return this.kubectl.out("get", resource, name, "-n", home(), "-o", "jsonpath={.metadata.uid}");
	}

	/**
	 * The life of built-in objects goes on: they are created, collected and counted.
	 */
	void live(String count) {
		for (int i = 0; i < 3; i++) {
			this.kubectl.out("create", "configmap", "added-" + i, "-n", home());
		}
		this.kubectl.out("delete", "configmap", "owner", "-n", home(), "--wait=false");
		awaitGone("configmap", "dependent", home());
		awaitUsed(count);
	}

	/**
	 * Nobody takes it for a fact that an owner is gone because nobody can say.
	 */
	void assertDependentsStay() {
		assertThat(this.kubectl.out("get", "configmap", "-n", home(), "-o", "name").lines()).contains(
				"configmap/kept-by-ours", "configmap/kept-by-gos", "configmap/stray-of-ours", "configmap/stray-of-gos");
	}

	/**
	 * Wait until the quota's controller has counted so many configuration maps.
	 */
	void awaitUsed(String count) {
		await(() -> this.kubectl
			.run("get", "resourcequota", "quota", "-n", home(), "-o", "jsonpath={.status.used.configmaps}")
			.stdout(), (used) -> used.equals(count));
	}

	void awaitGone(String resource, String name, String namespace) {
		await(() -> this.kubectl.run("get", resource, name, "-n", namespace).stderr(),
				(error) -> error.contains("not found"));
	}

	/**
	 * Begin to delete the namespaces that leave.
	 */
	void leave() {
		this.kubectl.out("delete", "namespace", plain(), with(this.subjects.get(0)), with(this.subjects.get(1)),
				"--wait=false");
	}

	/**
	 * Why a namespace is still there, in the words of its controller.
	 * @param known what has to be said
	 */
	String awaitHeld(String namespace, Predicate<String> known) {
		return await(() -> held(namespace), known);
	}

	String held(String namespace) {
		return this.kubectl.run("get", "namespace", namespace, "-o",
				"jsonpath={range .status.conditions[?(@.status==\"True\")]}{.type} {.reason} {.message}{\"\\n\"}{end}")
			.stdout();
	}

	/**
	 * Have the controller look at the namespaces that leave, and wait until they are
	 * gone.
	 */
	void awaitLeft() {
		for (String namespace : List.of(plain(), with(this.subjects.get(0)), with(this.subjects.get(1)))) {
			this.kubectl.run("annotate", "namespace", namespace, "suite/look=again");
		}
		for (String namespace : List.of(plain(), with(this.subjects.get(0)), with(this.subjects.get(1)))) {
			awaitGone("namespace", namespace, "default");
		}
	}

	static <T> T await(Callable<T> question, Predicate<T> answer) {
		return Awaitility.await()
			.atMost(BOUND)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(250))
			.until(question, answer);
	}

}
