package io.kubespring.apiserver.certificate;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The certificate and key that are served with, and those before by whom they are
 * followed. Is replaced by one thread at a time; read by all.
 *
 * @author The kubespring authors
 */
final class ServedKey {

	private final Sinks.Many<CertifiedKey> changes = Sinks.many().replay().latest();

	private volatile @Nullable CertifiedKey present;

	@Nullable CertifiedKey present() {
		return this.present;
	}

	/**
	 * Follow them.
	 * @return the present ones if there are any, then all that replace them
	 */
	Flux<CertifiedKey> changes() {
		return this.changes.asFlux();
	}

	void replace(CertifiedKey replacement) {
		this.present = replacement;
		this.changes.tryEmitNext(replacement);
	}

	@Override
	public String toString() {
		return Objects.toString(this.present, "no certificate");
	}

}
