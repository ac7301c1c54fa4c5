package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A mounted file with the certificates of an authority. It is read again and again rather
 * than watched, for a mounted Secret changes by a symbolic link far from the file.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class CaBundleFile implements CaBundles {

	private static final Log logger = LogFactory.getLog(CaBundleFile.class);

	private static final Duration READ_INTERVAL = Duration.ofSeconds(10);

	private final Path path;

	private final Scheduler scheduler;

	private volatile String problem = "";

	/**
	 * Name a file.
	 * @param path the file
	 * @param scheduler reads the file, so it must bear blocking
	 */
	public CaBundleFile(Path path, Scheduler scheduler) {
		this.path = path;
		this.scheduler = scheduler;
	}

	/**
	 * The certificates, as often as they change. While the file is missing or without a
	 * certificate nothing is sent, and the last good content remains in force.
	 * @return the contents of the file, never ending
	 */
	@Override
	public Flux<String> contents() {
		return Mono.fromCallable(this::read)
			.subscribeOn(this.scheduler)
			.repeatWhen((completed) -> completed.delayElements(READ_INTERVAL, this.scheduler))
			.flatMapIterable((content) -> content.stream().toList())
			.distinctUntilChanged();
	}

	@Override
	public Mono<String> current() {
		return Mono.fromCallable(this::read).subscribeOn(this.scheduler).flatMap(Mono::justOrEmpty);
	}

	private Optional<String> read() {
		try {
			byte[] content = Files.readAllBytes(this.path);
			Pem.readCertificates(content);
			become("");
			return Optional.of(new String(content, StandardCharsets.UTF_8));
		}
		catch (IOException | CertificateException ex) {
			become("Unable to read certificates from " + this.path + ": " + ex);
			return Optional.empty();
		}
	}

	/**
	 * Told once, however often the file is read.
	 */
	private void become(String next) {
		if (!next.equals(this.problem)) {
			if (next.isEmpty()) {
				logger.info("Certificates are read from " + this.path + " again");
			}
			else {
				logger.warn(next);
			}
			this.problem = next;
		}
	}

}
