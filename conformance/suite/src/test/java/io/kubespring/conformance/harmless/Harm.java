package io.kubespring.conformance.harmless;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.Kubectl;
import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.cluster.TroubledCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for harm that two servers in trouble do to a cluster.
 */
final class Harm {

	private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

	private final TroubledCluster cluster;

	private final Kubectl kubectl;

	private final Subject ours;

	private final Subject gos;

	private final BuiltIns builtIns;

	Harm(TroubledCluster cluster) {
		this.cluster = cluster;
		this.kubectl = cluster.kubectl();
		this.ours = new Subject("ours", cluster.demo(), "demo.example.com", "v1", "Widget", "widgets");
		this.gos = new Subject("gos", cluster.sample(), "wardle.example.com", "v1beta1", "Flunder", "flunders");
		awaitAvailable(true);
		this.builtIns = new BuiltIns(cluster, "demo.example.com", "wardle.example.com", "shapes.example.com",
				"core.api.k8s.io");
	}

	Subject ours() {
		return this.ours;
	}

	Subject gos() {
		return this.gos;
	}

	Neighbours moveIn(String state) {
		Neighbours neighbours = new Neighbours(this.kubectl, state, List.of(this.ours, this.gos));
		neighbours.moveIn();
		return neighbours;
	}

	/**
	 * With both servers unavailable: what is of the cluster goes on, what is theirs is
	 * held, and both in the same way.
	 */
	void assertUnavailableAndHarmless(Neighbours neighbours) {
		Outcome our = new Outcome(this.ours);
		Outcome go = new Outcome(this.gos);
		List<String> conditions = awaitAvailable(false);
		our.add("APIService", reason(conditions.get(0)));
		go.add("APIService", reason(conditions.get(1)));
		awaitStale();
		neighbours.leave();
		neighbours.stray(this.ours);
		neighbours.stray(this.gos);
		CompletableFuture<String> all = CompletableFuture
			.supplyAsync(() -> Neighbours.await(() -> this.kubectl.run("get", "all", "-n", neighbours.home()).stdout(),
					(found) -> found.contains("service/web")));
		neighbours.live("8");
		assertThat(this.builtIns.assertServed()).isEqualTo("0 ");
		for (Subject subject : List.of(this.ours, this.gos)) {
			Outcome outcome = (subject == this.ours) ? our : go;
			outcome.addHeld("namespace without its objects",
					neighbours.awaitHeld(neighbours.plain(), (text) -> text.contains("DiscoveryFail")));
			outcome.addHeld("namespace with its objects",
					neighbours.awaitHeld(neighbours.with(subject), (text) -> text.contains("DiscoveryFail")));
		}
		our.add("its objects", ask(this.ours, neighbours));
		go.add("its objects", ask(this.gos, neighbours));
		all.join();
		neighbours.assertDependentsStay();
		assertThat(our.said()).isEqualTo(go.said())
			.containsEntry("APIService", "FailedDiscoveryCheck")
			.containsEntry("its objects", "503")
			.containsEntry("namespace without its objects",
					"DiscoveryFailed: GROUP/VERSION: stale GroupVersion discovery: GROUP/VERSION");
	}

	/**
	 * The code alone: the words depend on whether kube-apiserver tries once more.
	 */
	private String ask(Subject subject, Neighbours neighbours) {
		RawClient.Answer answer = this.cluster.kubeApiServer()
			.send("GET", "/apis/" + subject.groupVersion() + "/namespaces/" + neighbours.home() + "/" + subject.plural()
					+ "/first", "", Map.of());
		return String.valueOf(answer.code());
	}

	/**
	 * With both sources hanging: discovery is answered, and what is of the cluster goes
	 * on.
	 */
	void assertAvailableAndHarmless(Neighbours neighbours) {
		neighbours.leave();
		neighbours.live("6");
		assertThat(this.builtIns.assertServed()).isEqualTo("0 ");
		assertThat(this.kubectl.out("get", "all", "-n", neighbours.home())).contains("service/web");
		assertThat(eachAtOnce((subject) -> reason(condition(subject)))).containsExactly("Passed", "Passed");
	}

	/**
	 * With our source failing: everything is deleted but what only it can say of.
	 */
	void assertHeld(Neighbours neighbours) {
		for (String namespace : List.of(neighbours.plain(), neighbours.with(this.ours), neighbours.with(this.gos))) {
			assertThat(neighbours.awaitHeld(namespace, (text) -> text.contains("1 remaining")))
				.startsWith("NamespaceDeletionContentFailure ContentDeletionFailed Failed to delete all resource types,"
						+ " 1 remaining: Internal error occurred: the server failed; see its log");
		}
		assertThat(this.kubectl.out("get", this.ours.resource(), "-n", neighbours.home(), "-o", "name"))
			.as("other kinds of the same server are answered")
			.isEqualTo("widget.demo.example.com/first\n");
	}

	/**
	 * The merged document has all that is of the cluster, and what is ours.
	 */
	void assertMerged(String... definitions) {
		Neighbours.await(() -> this.builtIns.openApi("/openapi/v2", "definitions"),
				(known) -> known.containsAll(List.of(definitions)));
		assertThat(this.builtIns.schemasOfTheirOwn()).hasSizeGreaterThan(300)
			.isSubsetOf(this.builtIns.openApi("/openapi/v2", "definitions"));
	}

	void assertHealed(Neighbours neighbours) {
		this.ours.server().awaitReady();
		this.gos.server().awaitReady();
		awaitAvailable(true);
		neighbours.awaitLeft();
		neighbours.awaitGone("configmap", "stray-of-ours", neighbours.home());
		neighbours.awaitGone("configmap", "stray-of-gos", neighbours.home());
	}

	private static String reason(String condition) {
		return condition.split(" ", 3)[1];
	}

	/**
	 * Wait until kube-apiserver tells in its own discovery that it has not heard of
	 * either for a while.
	 */
	private void awaitStale() {
		Neighbours.await(() -> TreeCodec.SHARED
			.readTree(this.cluster.kubeApiServer().send("GET", "/apis", "", Map.of("Accept", AGGREGATED)).bytes())
			.path("items")
			.valueStream()
			.filter((group) -> group.path("metadata").path("name").asString("").endsWith(".example.com"))
			.filter((group) -> group.path("versions").path(0).path("freshness").asString("").equals("Stale"))
			.map((group) -> group.path("metadata").path("name").asString(""))
			.toList(), (stale) -> stale.containsAll(List.of(this.ours.group(), this.gos.group())));
	}

	/**
	 * Have the aggregator look at both APIServices, and wait for what it finds.
	 * @return their conditions
	 */
	private List<String> awaitAvailable(boolean available) {
		return eachAtOnce((subject) -> {
			this.kubectl.run("annotate", "--overwrite", "apiservice", subject.apiService(),
					"suite/look=" + System.nanoTime());
			return Neighbours.await(() -> condition(subject),
					(found) -> found.startsWith(available ? "True" : "False"));
		});
	}

	private String condition(Subject subject) {
		return this.kubectl
			.run("get", "apiservice", subject.apiService(), "-o",
					"jsonpath={range .status.conditions[?(@.type==\"Available\")]}{.status} {.reason} {.message}{end}")
			.stdout();
	}

	private <T> List<T> eachAtOnce(Function<Subject, T> question) {
		CompletableFuture<T> first = CompletableFuture.supplyAsync(() -> question.apply(this.ours));
		T second = question.apply(this.gos);
		return List.of(first.join(), second);
	}

}
