package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The programs of a cluster core, built once from Go modules into a cache outside the
 * repository. The cache's key is made of the modules' sums and the Go version.
 */
final class ClusterBinaries {

	private final Path modules;

	private final KubernetesRelease release;

	private final Path directory;

	private final Path releaseDirectory;

	ClusterBinaries(Path root, KubernetesRelease release) {
		this.modules = root.resolve("conformance/cluster");
		this.release = release;
		this.directory = directory("etcd", KubernetesRelease.NEWEST.module());
		this.releaseDirectory = (release == KubernetesRelease.NEWEST) ? this.directory : directory(release.module());
	}

	/**
	 * What was built from other modules stays good when these change.
	 */
	private Path directory(String... of) {
		return cache().resolve("kubespring").resolve(key(of));
	}

	private static Path cache() {
		String own = System.getenv("KUBESPRING_CACHE");
		String xdg = System.getenv("XDG_CACHE_HOME");
		if (own != null && !own.isEmpty()) {
			return Path.of(own);
		}
		return (xdg != null && !xdg.isEmpty()) ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
	}

	private String key(String... of) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String module : of) {
				digest.update(Files.readAllBytes(this.modules.resolve(module).resolve("go.sum")));
			}
			digest.update(goVersion().getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String goVersion() throws IOException {
		Process process = new ProcessBuilder("go", "version").start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
	}

	Path etcd() {
		return build(this.directory, "etcd", "etcd", "go.etcd.io/etcd/server/v3", "-s -w");
	}

	/**
	 * A server of the release.
	 */
	Path server(String command) {
		return kubernetes(this.releaseDirectory, this.release, command);
	}

	Path kubectl() {
		return kubernetes(this.directory, KubernetesRelease.NEWEST, "kubectl");
	}

	Path sampleApiServer() {
		return build(this.directory, "sample-apiserver", KubernetesRelease.NEWEST.module(), "k8s.io/sample-apiserver",
				"-s -w");
	}

	private Path kubernetes(Path directory, KubernetesRelease of, String command) {
		return build(directory, command, of.module(), "k8s.io/kubernetes/cmd/" + command, of.linkerFlags());
	}

	private Path build(Path directory, String name, String module, String source, String flags) {
		Path binary = directory.resolve(name);
		if (Files.isExecutable(binary)) {
			return binary;
		}
		try {
			Files.createDirectories(directory);
			try (FileChannel channel = FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				if (!Files.isExecutable(binary)) {
					compile(name, module, source, flags, binary);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return binary;
	}

	private void compile(String name, String module, String source, String flags, Path binary) throws IOException {
		long start = System.nanoTime();
		System.out.println("Building " + name + ", which takes minutes the first time");
		Path made = binary.resolveSibling("." + name + ".new");
		ProcessBuilder builder = new ProcessBuilder(
				List.of("go", "build", "-ldflags", flags, "-o", made.toString(), source))
			.directory(this.modules.resolve(module).toFile())
			.inheritIO();
		builder.environment().put("CGO_ENABLED", "0");
		try {
			int status = builder.start().waitFor();
			if (status != 0) {
				throw new IllegalStateException("go build of " + name + " failed with " + status);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		Files.move(made, binary, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		System.out.println("Built " + name + " in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
	}

}
