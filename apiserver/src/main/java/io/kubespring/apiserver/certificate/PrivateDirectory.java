package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory whose files only their owner can read; each is replaced as a whole.
 *
 * @author The kubespring authors
 */
final class PrivateDirectory {

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private final Path path;

	PrivateDirectory(Path path) {
		this.path = path;
	}

	Path file(String name) {
		return this.path.resolve(name);
	}

	byte[] read(String name) throws IOException {
		return Files.readAllBytes(file(name));
	}

	void write(String name, String content) {
		try {
			Files.createDirectories(this.path, permissions("rwx------"));
			Path written = Files.createTempFile(this.path, name, ".tmp", permissions("rw-------"));
			try {
				Files.writeString(written, content, StandardCharsets.UTF_8);
				Files.move(written, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(written);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to write " + file(name), ex);
		}
	}

	private static FileAttribute<?>[] permissions(String permissions) {
		return POSIX
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
