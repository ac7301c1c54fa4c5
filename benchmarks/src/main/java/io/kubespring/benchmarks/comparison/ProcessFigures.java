package io.kubespring.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What the kernel knows of some processes, together.
 */
final class ProcessFigures {

	/**
	 * The kernel tells times to user space in hundredths of a second.
	 */
	private static final double MICROS_PER_TICK = 10_000;

	private final List<Path> directories;

	ProcessFigures(Collection<Long> pids) {
		this.directories = pids.stream().map((pid) -> Path.of("/proc", Long.toString(pid))).toList();
	}

	/**
	 * User and system time of all threads since the process started.
	 */
	double cpuMicros() {
		return this.directories.stream().mapToDouble(ProcessFigures::cpuMicros).sum();
	}

	double residentMebibytes() {
		return this.directories.stream().mapToDouble(ProcessFigures::residentMebibytes).sum();
	}

	private static double cpuMicros(Path directory) {
		String stat = read(directory, "stat");
		String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(behindName[11]) + Long.parseLong(behindName[12])) * MICROS_PER_TICK;
	}

	private static double residentMebibytes(Path directory) {
		return read(directory, "status").lines()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
			.findFirst()
			.orElseThrow();
	}

	private static String read(Path directory, String file) {
		try {
			return Files.readString(directory.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
