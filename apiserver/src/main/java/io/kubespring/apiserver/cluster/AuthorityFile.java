package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.function.Function;

import io.kubespring.apiserver.authentication.TrustedAuthorities;
import io.kubespring.apiserver.certificate.CaBundleFile;
import io.kubespring.apiserver.certificate.Pem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Authorities that a file names. It must be good at the start; later the last good
 * content stays in force. Equal content keeps the identity of what was made of it, and
 * with it what was verified.
 *
 * @param <T> what is made of the authorities
 * @author The kubespring authors
 */
final class AuthorityFile<T> {

	private static final Log logger = LogFactory.getLog(AuthorityFile.class);

	private final Path path;

	private final Function<TrustedAuthorities, T> maker;

	private volatile byte[] content;

	private volatile T value;

	AuthorityFile(Path path, Function<TrustedAuthorities, T> maker) {
		this.path = path;
		this.maker = maker;
		try {
			this.content = Files.readAllBytes(path);
			this.value = make(this.content);
		}
		catch (IOException | CertificateException ex) {
			throw new AuthorityFileException(path, ex);
		}
	}

	T value() {
		return this.value;
	}

	/**
	 * Follow the file.
	 */
	Disposable follow(Scheduler scheduler) {
		return new CaBundleFile(this.path, scheduler).contents().subscribe(this::onContent);
	}

	private void onContent(String text) {
		byte[] next = text.getBytes(StandardCharsets.UTF_8);
		if (Arrays.equals(next, this.content)) {
			return;
		}
		try {
			this.value = make(next);
			this.content = next;
			logger.info("Trusting the authorities that " + this.path + " names now");
		}
		catch (CertificateException ex) {
			logger.error("Unable to read certificates from " + this.path + ", the last good ones stay in force: "
					+ ex.getMessage());
		}
	}

	private T make(byte[] pem) throws CertificateException {
		return this.maker.apply(TrustedAuthorities.of(Pem.readCertificates(pem)));
	}

}
