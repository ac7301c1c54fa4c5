package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A token that is replaced in its file before it expires; the last good one is kept while
 * the file cannot be read.
 *
 * @author The kubespring authors
 */
final class ServiceAccountToken implements Supplier<String> {

	private static final Log logger = LogFactory.getLog(ServiceAccountToken.class);

	private final Path file;

	private volatile @Nullable String last;

	ServiceAccountToken(Path file) {
		this.file = file;
	}

	@Override
	public String get() {
		String token = this.last;
		try {
			token = Files.readString(this.file).trim();
			this.last = token;
		}
		catch (IOException ex) {
			if (token == null) {
				throw new UncheckedIOException("Unable to read the token " + this.file, ex);
			}
			logger.warn("Unable to read the token " + this.file + ", using the last one: " + ex);
		}
		return token;
	}

}
