package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Serves with a certificate of an authority that lives as long as the process, and in its
 * memory alone: for one process, since another has another authority. The certificate is
 * renewed at two thirds of its life. Keys are never logged.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ProcessCredentials implements ServingCredentials, CaBundles {

	private static final Log logger = LogFactory.getLog(ProcessCredentials.class);

	private static final Duration LOOK_INTERVAL = Duration.ofSeconds(10);

	private final CredentialRules rules;

	private final Clock clock;

	private final Scheduler scheduler;

	private final Disposable.Swap subscription = Disposables.swap();

	private final ServedKey served = new ServedKey();

	private final CertificateAuthority authority;

	/**
	 * Create credentials with a new authority.
	 * @param rules names and validity of certificates
	 * @param clock the clock
	 * @param scheduler keeps time
	 */
	public ProcessCredentials(CredentialRules rules, Clock clock, Scheduler scheduler) {
		this.rules = rules;
		this.clock = clock;
		this.scheduler = scheduler;
		this.authority = CertificateAuthority.create("kubespring-process-ca@" + clock.instant().getEpochSecond(),
				rules.authorityValidity(), clock);
	}

	@Override
	public void start() {
		look();
		this.subscription
			.update(Flux.interval(LOOK_INTERVAL, this.scheduler).onBackpressureDrop().subscribe((tick) -> look()));
	}

	private void look() {
		CertifiedKey present = this.served.present();
		if (present == null || !this.clock.instant().isBefore(Validity.due(present.certificate()))) {
			IssuedCertificate issued = this.authority.issueServing(this.rules.names(), this.rules.validity());
			CertifiedKey replacement = new CertifiedKey(List.of(issued.certificate()), issued.key());
			this.served.replace(replacement);
			logger.info("Serving with a certificate of this process's own authority, valid until "
					+ Validity.end(issued.certificate()));
		}
	}

	@Override
	public @Nullable CertifiedKey serving() {
		return this.served.present();
	}

	@Override
	public Flux<CertifiedKey> changes() {
		return this.served.changes();
	}

	@Override
	public X509Certificate authority() {
		return this.authority.root().certificate();
	}

	@Override
	public String problem() {
		return "";
	}

	@Override
	public Flux<String> contents() {
		return current().concatWith(Flux.never());
	}

	@Override
	public Mono<String> current() {
		return Mono.fromSupplier(this.authority.root()::certificatePem);
	}

	@Override
	public void close() {
		this.subscription.dispose();
	}

	@Override
	public String toString() {
		return this.served.toString();
	}

}
