package io.kubespring.benchmarks.comparison;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.ComparisonCluster;

/**
 * Compares what operations cost the fixture {@code wardle} and Go's sample-apiserver: CPU
 * time per operation of the server's process alone, bytes of the answers, resident
 * memory. Both run on this machine, extend the same cluster core and are asked in turn
 * over HTTP/2 and TLS, by 16 callers on 4 connections that identify a user as the
 * aggregator does. {@code wardle} stores in its memory; sample-apiserver stores in etcd,
 * whose own process is not counted, and reads from its watch cache.
 * <p>
 * To be run from the root of the repository after everything was packaged. Arguments:
 * {@code --short} for some rounds only, and to fail if a ratio is worse than half as good
 * as that of the recorded short form; {@code --record} to write down what was found, in
 * the short form too.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class SideBySide {

	private static final Path RECORD = Path.of("benchmarks/recorded-ratios.properties");

	private SideBySide() {
	}

	/**
	 * Compare.
	 * @param args what to do
	 */
	public static void main(String[] args) {
		List<String> arguments = List.of(args);
		boolean good;
		try (ComparisonCluster cluster = ComparisonCluster.start(Path.of("").toAbsolutePath());
				Comparison comparison = new Comparison(cluster)) {
			comparison.seed();
			good = arguments.contains("--short") ? check(comparison)
					: compare(comparison, arguments.contains("--record"));
		}
		System.exit(good ? 0 : 1);
	}

	private static boolean compare(Comparison comparison, boolean record) {
		Map<Workload, Rounds> shortRounds = record ? shortForm(comparison) : Map.of();
		// What comes between compiles differently once more, so everything is warmed up
		// twice.
		comparison.warmUp(Duration.ofSeconds(10));
		comparison.warmUp(Duration.ofSeconds(10));
		Map<Workload, Rounds> rounds = comparison.measure(List.of(Workload.values()), 7, Duration.ofSeconds(2));
		if (record) {
			RecordedRatios.write(RECORD, rounds, shortRounds);
		}
		print(comparison, rounds, RecordedRatios.of(RECORD));
		return true;
	}

	private static Map<Workload, Rounds> shortForm(Comparison comparison) {
		comparison.warmUp(Duration.ofMillis(3500));
		return comparison.measure(List.of(Workload.values()), 2, Duration.ofMillis(700));
	}

	private static boolean check(Comparison comparison) {
		RecordedRatios recorded = RecordedRatios.ofShortForm(RECORD);
		Map<Workload, Rounds> rounds = new EnumMap<>(shortForm(comparison));
		List<Workload> worse = worse(rounds, recorded);
		if (!worse.isEmpty()) {
			// Once more, since a busy machine can spoil two rounds.
			rounds.putAll(comparison.measure(worse, 3, Duration.ofMillis(1000)));
			worse = worse(rounds, recorded);
		}
		print(comparison, rounds, recorded);
		worse.forEach((workload) -> System.out
			.println("The ratio of " + workload.title() + " is more than twice the recorded one"));
		return worse.isEmpty();
	}

	private static List<Workload> worse(Map<Workload, Rounds> rounds, RecordedRatios recorded) {
		return rounds.entrySet()
			.stream()
			.filter((entry) -> recorded.isMuchWorse(entry.getKey(), entry.getValue().cpuRatio()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private static void print(Comparison comparison, Map<Workload, Rounds> rounds, RecordedRatios recorded) {
		System.out.println(RatioTable.of(rounds, comparison.ours(), comparison.reference(), recorded));
	}

}
