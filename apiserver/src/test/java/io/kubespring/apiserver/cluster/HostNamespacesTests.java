package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

import io.kubespring.apiserver.write.NamespaceLookup.Phase;
import io.kubespring.apiserver.write.NamespaceLookup.UnknownNamespaceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HostNamespacesTests {

	private static final String NAMESPACES = "/api/v1/namespaces";

	private static final Predicate<RecordedCall> WATCHES = RecordedCall::isWatch;

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private HostNamespaces namespaces;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.namespaces = new HostNamespaces(this.cluster, Schedulers.parallel());
	}

	@AfterEach
	void disconnect() {
		this.namespaces.close();
		this.cluster.close();
		this.host.close();
	}

	@Test
	void nothingIsKnownBeforeTheFirstList() {
		assertThat(this.namespaces.isSynced()).isFalse();
		assertThat(this.namespaces.problem()).isEqualTo("the namespaces were not listed yet");
	}

	@Test
	void phasesFollowTheCluster() {
		put("live", "Active");
		start();
		assertThat(this.namespaces.phase("live")).isEqualTo(Phase.ACTIVE);
		put("live", "Terminating");
		awaitPhase("live", Phase.TERMINATING);
		this.host.delete(NAMESPACES, "live");
		awaitPhase("live", Phase.MISSING);
		put("fresh", "Active");
		awaitPhase("fresh", Phase.ACTIVE);
		assertThat(this.namespaces.problem()).isEmpty();
	}

	@Test
	void knownNamespaceIsNotAskedFor() {
		put("live", "Active");
		start();
		this.namespaces.phase("live");
		assertThat(this.host.calls(NAMESPACES + "/")).isEmpty();
	}

	@Test
	void namespaceThatTheWatchDidNotTellOfIsAskedFor() {
		this.host.fail(WATCHES, 100, -1);
		list();
		put("fresh", "Active");
		put("going", "Terminating");
		assertThat(this.namespaces.phase("fresh")).isEqualTo(Phase.ACTIVE);
		assertThat(this.namespaces.phase("going")).isEqualTo(Phase.TERMINATING);
		assertThat(this.namespaces.phase("nope")).isEqualTo(Phase.MISSING);
		assertThat(this.host.calls(NAMESPACES + "/")).extracting(RecordedCall::path)
			.containsExactly(NAMESPACES + "/fresh", NAMESPACES + "/going", NAMESPACES + "/nope");
	}

	@Test
	void clusterThatCannotBeAskedLeavesItOpen() {
		put("live", "Active");
		start();
		this.host.fail((call) -> call.path().startsWith(NAMESPACES), 100, 403);
		assertThatExceptionOfType(UnknownNamespaceException.class).isThrownBy(() -> this.namespaces.phase("nope"))
			.withMessageContaining("GET " + NAMESPACES + "/nope: 403")
			.withMessageEndingWith("(a ClusterRole with get, list and watch on namespaces gives access)");
		assertThat(this.namespaces.phase("live")).as("what was seen stays in force").isEqualTo(Phase.ACTIVE);
	}

	@Test
	void lostClusterIsToldAndFoundAgain() {
		this.host.fail((call) -> call.path().equals(NAMESPACES), 1, 403);
		this.namespaces.start();
		Eventually.isTrue(() -> this.namespaces.problem()
			.contains("(a ClusterRole with get, list and watch on namespaces gives access)"));
		assertThat(this.namespaces.isSynced()).isFalse();
		Eventually.isTrue(this.namespaces::isSynced);
		assertThat(this.namespaces.problem()).isEmpty();
	}

	@Test
	void expiredWatchListsAnew() {
		put("live", "Active");
		start();
		this.host.delete(NAMESPACES, "live");
		this.host.expireWatches();
		awaitPhase("live", Phase.MISSING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", ".", "a/b", "A", "a b", "a?b", "-a", "a-", "" })
	void nameThatCanBeNoNamespaceIsNotAskedFor(String name) {
		start();
		assertThat(this.namespaces.phase(name)).isEqualTo(Phase.MISSING);
		assertThat(this.host.calls(NAMESPACES + "/")).isEmpty();
	}

	/**
	 * Ask until the answer is as expected; each question waits a moment for news.
	 */
	private void awaitPhase(String name, Phase expected) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (this.namespaces.phase(name) != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(this.namespaces.phase(name)).isEqualTo(expected);
	}

	private void list() {
		this.namespaces.start();
		Eventually.isTrue(this.namespaces::isSynced);
	}

	private void start() {
		list();
		this.host.await(WATCHES, 1);
	}

	private void put(String name, String phase) {
		ObjectNode namespace = this.host.object();
		namespace.putObject("metadata").put("name", name);
		namespace.putObject("status").put("phase", phase);
		this.host.put(NAMESPACES, namespace);
	}

}
