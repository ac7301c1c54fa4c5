package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs the real kubectl.
 */
public final class Kubectl {

	private final Path binary;

	private final Path kubeconfig;

	private final Path cache;

	Kubectl(Path binary, Path kubeconfig, Path cache) {
		this.binary = binary;
		this.kubeconfig = kubeconfig;
		this.cache = cache;
	}

	/**
	 * Run a command.
	 * @param arguments the arguments
	 * @return what came back
	 */
	public Result run(String... arguments) {
		return run("", Map.of(), arguments);
	}

	/**
	 * Run a command that reads from standard input.
	 */
	public Result runWith(String input, String... arguments) {
		return run(input, Map.of(), arguments);
	}

	/**
	 * Run a command that opens an editor.
	 */
	public Result edit(String editor, String... arguments) {
		return run("", Map.of("KUBE_EDITOR", editor), arguments);
	}

	/**
	 * Run a command and give its output, failing if it fails.
	 */
	public String out(String... arguments) {
		return run(arguments).orFail();
	}

	/**
	 * Apply a manifest, failing if that fails.
	 */
	public String apply(String manifest) {
		return runWith(manifest, "apply", "-f", "-").orFail();
	}

	private Result run(String input, Map<String, String> environment, String... arguments) {
		try {
			Path stdout = Files.createTempFile("kubectl", ".out");
			Path stderr = Files.createTempFile("kubectl", ".err");
			Process process = start(stdout, stderr, environment, arguments);
			process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
			process.getOutputStream().close();
			int code = process.waitFor();
			Result result = new Result(Arrays.toString(arguments), code, Files.readString(stdout),
					Files.readString(stderr));
			Files.delete(stdout);
			Files.delete(stderr);
			return result;
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
	 * Start a command that goes on, such as a watch, with its output in a file.
	 */
	public Process start(Path stdout, Path stderr, Map<String, String> environment, String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.binary.toString(), "--kubeconfig",
				this.kubeconfig.toString(), "--cache-dir", this.cache.toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(stdout.toFile())
			.redirectError(stderr.toFile());
		builder.environment().putAll(environment);
		try {
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What came back from a command.
	 *
	 * @param command the arguments
	 * @param code the exit code
	 * @param stdout standard output
	 * @param stderr standard error
	 */
	public record Result(String command, int code, String stdout, String stderr) {

		public String orFail() {
			if (this.code != 0) {
				throw new AssertionError(
						"kubectl " + this.command + " failed with " + this.code + "\n" + this.stdout + this.stderr);
			}
			return this.stdout;
		}

	}

}
