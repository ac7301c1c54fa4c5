package io.kubespring.conformance.harmless;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.cluster.TroubledCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The fixture {@code demo} and Go's sample-apiserver in the same trouble at the same
 * time: what the cluster holds because of one of them it holds because of the other, and
 * everything else goes on.
 */
class HarmlessStoryTests {

	private static final List<String> API_PATHS = List.of("/apis", "/apis/demo.example.com",
			"/apis/demo.example.com/v1", "/apis/demo.example.com/v1/widgets",
			"/apis/demo.example.com/v1/namespaces/default/widgets/first", "/openapi/v2", "/openapi/v3",
			"/apis/other.example.com/v1");

	private static TroubledCluster cluster;

	private static Harm harm;

	@BeforeAll
	static void start() {
		cluster = TroubledCluster
			.start(Path.of(System.getProperty("kubespring.root", "../..")).toAbsolutePath().normalize());
		harm = new Harm(cluster);
	}

	@AfterAll
	static void stop() {
		cluster.close();
	}

	@AfterEach
	void heal() {
		cluster.heal();
	}

	@Test
	void hangingServersHoldNamespacesAndNothingElse() {
		Neighbours neighbours = harm.moveIn("hanging");
		harm.ours().server().suspend();
		harm.gos().server().suspend();
		harm.assertUnavailableAndHarmless(neighbours);
		cluster.heal();
		harm.assertHealed(neighbours);
	}

	@Test
	void serversWithoutMemoryGoneStartingAndRestartingHoldNamespacesAndNothingElse() {
		Neighbours neighbours = harm.moveIn("gone");
		cluster.trouble("memory");
		RawClient direct = cluster.demo().client();
		assertThatThrownBy(() -> direct.send("GET", "/apis/demo.example.com/v1/ledgers", "", Map.of()))
			.as("no answer is made up");
		assertThat(cluster.demo().awaitEnd()).isEqualTo(3);
		cluster.trouble("");
		harm.gos().server().kill();
		harm.gos().server().awaitEnd();
		harm.assertUnavailableAndHarmless(neighbours);
		cluster.kubectl()
			.out("patch", "lease", "demo", "-n", "demo", "--type=merge", "-p",
					"{\"spec\":{\"holderIdentity\":\"somebody\",\"leaseDurationSeconds\":600}}");
		cluster.sample().suspendSource();
		harm.ours().server().launch();
		harm.gos().server().launch();
		assertUnknown(direct);
		neighbours.assertDependentsStay();
		restart();
		neighbours.assertDependentsStay();
		cluster.heal();
		harm.assertHealed(neighbours);
	}

	/**
	 * Once more before it was ready, as when something is wrong with it.
	 */
	private static void restart() {
		for (Subject subject : List.of(harm.ours(), harm.gos())) {
			subject.server().kill();
			subject.server().awaitEnd();
			subject.server().launch();
		}
		assertUnknown(cluster.demo().client());
	}

	@Test
	void failingSourcesHoldNamespacesAndNothingElse() {
		Neighbours neighbours = harm.moveIn("failing");
		cluster.trouble("block");
		cluster.sample().suspendSource();
		harm.assertAvailableAndHarmless(neighbours);
		cluster.trouble("throw");
		cluster.sample().resumeSource();
		harm.assertHeld(neighbours);
		cluster.heal();
		harm.assertHealed(neighbours);
	}

	@Test
	void awkwardTypesBreakNobodysDocument() {
		harm.assertMerged("com.example.shapes.v1.Maze", "com.example.shapes.v1.MazeList", "io.k8s.api.core.v1.Pod_v2");
		assertThat(cluster.kubectl().out("explain", "pods")).contains("Pod is a collection of containers");
		assertThat(cluster.kubectl().out("explain", "pods", "--api-version=core.api.k8s.io/v1"))
			.contains("GROUP:      core.api.k8s.io", "metadata");
		assertThat(cluster.kubectl().out("explain", "mazes.spec.wall.first")).contains("GROUP:      shapes.example.com",
				"fourth");
		assertThat(cluster.kubectl()
			.runWith("{apiVersion: shapes.example.com/v1, kind: Maze, metadata: {name: m, namespace: default}}",
					"apply", "-f", "-")
			.orFail()).isEqualTo("maze.shapes.example.com/m created\n");
	}

	/**
	 * Before the server has started nothing is known, which is not the same as nothing.
	 */
	private static void assertUnknown(RawClient direct) {
		Neighbours.await(() -> {
			try {
				return direct.send("GET", "/livez", "", Map.of()).body();
			}
			catch (RuntimeException ex) {
				return "";
			}
		}, (alive) -> alive.equals("ok"));
		for (String path : API_PATHS) {
			RawClient.Answer answer = direct.send("GET", path, "", Map.of());
			assertThat(answer.body()).as(path).contains("\"reason\":\"ServiceUnavailable\"");
			assertThat(answer.code()).as(path).isEqualTo(503);
		}
	}

}
