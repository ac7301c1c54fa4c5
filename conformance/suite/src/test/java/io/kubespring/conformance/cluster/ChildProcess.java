package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server that a test started: its output goes to a file, and it is ended by its pid.
 */
public final class ChildProcess {

	private final String name;

	private final Path log;

	private final Process process;

	private ChildProcess(String name, Path log, Process process) {
		this.name = name;
		this.log = log;
		this.process = process;
	}

	static ChildProcess start(String name, Path directory, List<String> command, Map<String, String> environment) {
		Path log = directory.resolve(name + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
		builder.environment().putAll(environment);
		try {
			return new ChildProcess(name, log, builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	public long pid() {
		return this.process.pid();
	}

	/**
	 * End the process by SIGTERM, by force after a minute.
	 */
	public Duration stop() {
		long start = System.nanoTime();
		this.process.destroy();
		try {
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * End the process at once, for servers whose own way to the end is not under test.
	 */
	void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * Wait until the process has ended by itself.
	 * @return its exit code
	 */
	int awaitEnd() {
		try {
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException(this.name + " goes on\n" + tail());
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Send the process a signal, such as {@code STOP}, after which the kernel still
	 * accepts its connections and nobody answers.
	 */
	void signal(String signal) {
		try {
			int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).start().waitFor();
			if (code != 0) {
				throw new IllegalStateException("kill -" + signal + " of " + this.name + " failed with " + code);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The end of the process's output, for failures.
	 */
	public String tail() {
		List<String> lines = log();
		return "--- " + this.name + "\n"
				+ String.join("\n", lines.subList(Math.max(0, lines.size() - 100), lines.size()));
	}

	/**
	 * The process's output, line by line.
	 */
	List<String> log() {
		try {
			return Files.readAllLines(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
