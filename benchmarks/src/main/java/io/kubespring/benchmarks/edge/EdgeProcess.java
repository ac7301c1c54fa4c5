package io.kubespring.benchmarks.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link EdgeServer} in a process of its own.
 */
final class EdgeProcess implements AutoCloseable {

	private final Process process;

	private final int port;

	private EdgeProcess(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static EdgeProcess start(Place place, Neighbour neighbour, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), EdgeServer.class.getName(),
						place.name(), neighbour.name()));
		command.addAll(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		BufferedReader output = process.inputReader();
		StringBuilder seen = new StringBuilder();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith("PORT ")) {
				return new EdgeProcess(process, Integer.parseInt(line.substring(5)));
			}
			seen.append(line).append('\n');
		}
		throw new IOException("The server did not start:\n" + seen);
	}

	int port() {
		return this.port;
	}

	Duration cpuTime() {
		return this.process.info().totalCpuDuration().orElseThrow();
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
