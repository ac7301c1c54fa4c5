package io.kubespring.apiserver.cluster;

import java.nio.file.Path;

/**
 * A file that shall name the authorities to trust does not. The application cannot start,
 * for it would trust nobody without saying so.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class AuthorityFileException extends RuntimeException {

	AuthorityFileException(Path path, Exception cause) {
		super("Unable to read certificates from " + path + ": " + cause, cause);
	}

}
