package io.kubespring.benchmarks.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one workload cost the two servers in rounds taken in turn. The ratio is that of
 * each server's least disturbed round: a disturbance can only make a round dearer.
 */
final class Rounds {

	private final List<Cost> ours = new ArrayList<>();

	private final List<Cost> reference = new ArrayList<>();

	void add(Cost ours, Cost reference) {
		this.ours.add(ours);
		this.reference.add(reference);
	}

	Cost ours() {
		return least(this.ours);
	}

	Cost reference() {
		return least(this.reference);
	}

	/**
	 * CPU time per operation, ours by the reference's.
	 */
	double cpuRatio() {
		return ours().cpuPerOperation() / reference().cpuPerOperation();
	}

	/**
	 * The same of the rounds in the middle.
	 */
	double medianCpuRatio() {
		return median(this.ours) / median(this.reference);
	}

	/**
	 * Bytes per operation, ours by the reference's.
	 */
	double bytesRatio() {
		return ours().bytesPerOperation() / reference().bytesPerOperation();
	}

	private static Cost least(List<Cost> costs) {
		return costs.stream().min(Comparator.comparingDouble(Cost::cpuPerOperation)).orElseThrow();
	}

	private static double median(List<Cost> costs) {
		return costs.stream().mapToDouble(Cost::cpuPerOperation).sorted().toArray()[costs.size() / 2];
	}

}
