package io.kubespring.benchmarks.comparison;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The ratios of CPU time that the repository remembers. A ratio that is more than twice
 * the recorded one has got worse, whatever the machine was doing.
 */
final class RecordedRatios {

	private static final double TOLERANCE = 2;

	/**
	 * The short form measures servers that are still being compiled, which is a
	 * comparison of its own.
	 */
	private static final String SHORT = ".short";

	private final Path file;

	private final String suffix;

	private final Properties ratios = new Properties();

	private RecordedRatios(Path file, String suffix) {
		this.file = file;
		this.suffix = suffix;
		try (Reader reader = Files.newBufferedReader(file)) {
			this.ratios.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The ratios of the long form.
	 */
	static RecordedRatios of(Path file) {
		return new RecordedRatios(file, "");
	}

	/**
	 * The ratios of the short form.
	 */
	static RecordedRatios ofShortForm(Path file) {
		return new RecordedRatios(file, SHORT);
	}

	/**
	 * Whether a ratio is worse than half as good as the recorded one.
	 */
	boolean isMuchWorse(Workload workload, double ratio) {
		return ratio > TOLERANCE * recorded(workload);
	}

	double recorded(Workload workload) {
		String recorded = this.ratios.getProperty(workload.key() + this.suffix);
		if (recorded == null) {
			throw new IllegalStateException("No ratio of " + workload.key() + this.suffix + " in " + this.file);
		}
		return Double.parseDouble(recorded);
	}

	/**
	 * Write ratios down.
	 * @param rounds those of the long form
	 * @param shortRounds those of the short form
	 */
	static void write(Path file, Map<Workload, Rounds> rounds, Map<Workload, Rounds> shortRounds) {
		List<String> lines = new ArrayList<>(
				List.of("# CPU time per operation, wardle by sample-apiserver, as last recorded",
						"# by \"java -cp benchmarks/target/kubespring-benchmarks.jar " + SideBySide.class.getName()
								+ " --record\"."));
		rounds.forEach((workload, found) -> lines.add(line(workload, "", found)));
		shortRounds.forEach((workload, found) -> lines.add(line(workload, SHORT, found)));
		try {
			Files.write(file, lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String line(Workload workload, String suffix, Rounds rounds) {
		return workload.key() + suffix + "=" + String.format(Locale.ROOT, "%.3f", rounds.cpuRatio());
	}

}
