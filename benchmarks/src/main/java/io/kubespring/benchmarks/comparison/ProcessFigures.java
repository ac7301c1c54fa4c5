package io.kubespring.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel knows of a process.
 */
final class ProcessFigures {

	/**
	 * The kernel tells times to user space in hundredths of a second.
	 */
	private static final double MICROS_PER_TICK = 10_000;

	private final Path directory;

	ProcessFigures(long pid) {
		this.directory = Path.of("/proc", Long.toString(pid));
	}

	/**
	 * User and system time of all threads since the process started.
	 */
	double cpuMicros() {
		String stat = read("stat");
		String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(behindName[11]) + Long.parseLong(behindName[12])) * MICROS_PER_TICK;
	}

	double residentMebibytes() {
		return read("status").lines()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
			.findFirst()
			.orElseThrow();
	}

	private String read(String file) {
		try {
			return Files.readString(this.directory.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
