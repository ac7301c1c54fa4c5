package io.kubespring.benchmarks.comparison;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.ComparisonCluster;

/**
 * Puts two servers under the same load in turn.
 */
final class Comparison implements AutoCloseable {

	private final Target ours;

	private final Target reference;

	private final Callers callers = new Callers();

	private int round;

	Comparison(ComparisonCluster cluster) {
		this.ours = new Target(cluster.wardle(), cluster::newFrontProxyClient);
		this.reference = new Target(cluster.sample(), cluster::newFrontProxyClient);
		cluster.kubectl().out("create", "namespace", Flunders.SCRATCH);
	}

	Target ours() {
		return this.ours;
	}

	Target reference() {
		return this.reference;
	}

	/**
	 * Make the objects that are read.
	 */
	void seed() {
		for (Target target : List.of(this.ours, this.reference)) {
			this.callers.call(Duration.ofMinutes(1), Callers.COUNT, (caller, own) -> {
				for (int i = caller; i < Flunders.COUNT; i += Callers.COUNT) {
					HttpRequest request = target.write("POST", Flunders.collection(Flunders.NAMESPACE),
							"application/json", Flunders.body(Flunders.name(i), "seed", ""));
					target.send(caller, request, 201);
				}
				return 0;
			});
		}
	}

	/**
	 * Let the virtual machine compile what will be measured; Go's server needs less.
	 */
	void warmUp(Duration each) {
		for (Workload workload : Workload.values()) {
			workload.run(this.ours, this.callers, each, nextRound());
			workload.run(this.reference, this.callers, Duration.ofMillis(500), nextRound());
		}
	}

	/**
	 * Measure.
	 * @param workloads what
	 * @param rounds how often
	 * @param time how long a server is under load each time
	 */
	Map<Workload, Rounds> measure(Collection<Workload> workloads, int rounds, Duration time) {
		Map<Workload, Rounds> found = new EnumMap<>(Workload.class);
		for (int i = 0; i < rounds; i++) {
			for (Workload workload : workloads) {
				Cost ours = workload.run(this.ours, this.callers, time, nextRound());
				Cost reference = workload.run(this.reference, this.callers, time, nextRound());
				found.computeIfAbsent(workload, (key) -> new Rounds()).add(ours, reference);
			}
		}
		return found;
	}

	private String nextRound() {
		return Integer.toString(this.round++);
	}

	@Override
	public void close() {
		this.callers.close();
	}

}
