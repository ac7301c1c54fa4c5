package io.kubespring.benchmarks.comparison;

import java.util.Locale;
import java.util.Map;

/**
 * Prints what was found.
 */
final class RatioTable {

	private RatioTable() {
	}

	static String of(Map<Workload, Rounds> rounds, Target ours, Target reference, RecordedRatios recorded) {
		StringBuilder table = new StringBuilder();
		line(table, "%-26s %8s %8s %9s %8s %14s %14s", "wardle / sample-apiserver", "CPU", "median", "recorded",
				"bytes", "CPU, ours", "CPU, Go's");
		rounds.forEach((workload, found) -> line(table, "%-26s %8.3f %8.3f %9.3f %8.2f %11.1f us %11.1f us",
				workload.title(), found.cpuRatio(), found.medianCpuRatio(), recorded.recorded(workload),
				found.bytesRatio(), found.ours().cpuPerOperation(), found.reference().cpuPerOperation()));
		double resident = ours.figures().residentMebibytes();
		double residentOfReference = reference.figures().residentMebibytes();
		line(table, "%-26s %8.2f %35s %10.0f MiB %10.0f MiB", "resident memory afterwards",
				resident / residentOfReference, "", resident, residentOfReference);
		return table.toString();
	}

	private static void line(StringBuilder table, String format, Object... cells) {
		table.append(String.format(Locale.ROOT, format, cells)).append('\n');
	}

}
