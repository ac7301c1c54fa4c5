package io.kubespring.apiserver.certificate;

import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * Serves with a certificate that somebody else signs: each replica has a key of its own,
 * asks for a certificate at start and again at two thirds of its life, and waits until
 * the request is approved and signed. Keys are held in memory and never logged.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class RequestedCredentials implements ServingCredentials {

	private static final Log logger = LogFactory.getLog(RequestedCredentials.class);

	private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

	/**
	 * Who refused is not asked again at once.
	 */
	private static final Duration PAUSE = Duration.ofMinutes(5);

	private final CertificateSigner signer;

	private final List<String> names;

	private final Duration validity;

	private final Clock clock;

	private final Scheduler scheduler;

	private final Disposable.Swap subscription = Disposables.swap();

	private final ServedKey served = new ServedKey();

	private @Nullable SigningRequest request;

	private @Nullable String requestName;

	private Instant pausedUntil = Instant.MIN;

	private volatile String problem = "no certificate was requested yet";

	/**
	 * Create credentials.
	 * @param signer whom to ask
	 * @param names the DNS names of the server, the first is its common name too
	 * @param validity how long certificates are to be valid
	 * @param clock the clock
	 * @param scheduler keeps time
	 */
	public RequestedCredentials(CertificateSigner signer, List<String> names, Duration validity, Clock clock,
			Scheduler scheduler) {
		this.signer = signer;
		this.names = List.copyOf(names);
		this.validity = validity;
		this.clock = clock;
		this.scheduler = scheduler;
	}

	@Override
	public void start() {
		this.subscription.update(Flux.interval(Duration.ZERO, LOOK_INTERVAL, this.scheduler)
			.onBackpressureDrop()
			.concatMap((tick) -> look().onErrorResume((ex) -> {
				become("unable to request a certificate: " + ex.getMessage());
				return Mono.empty();
			}), 1)
			.subscribe());
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
	public String problem() {
		return this.problem;
	}

	@Override
	public void close() {
		this.subscription.dispose();
	}

	private Mono<Void> look() {
		SigningRequest pending = this.request;
		String name = this.requestName;
		if (pending != null && name != null) {
			return this.signer.outcome(name)
				.defaultIfEmpty(new CertificateSigner.Outcome(CertificateSigner.State.REFUSED, "it is gone"))
				.doOnNext((outcome) -> take(pending, name, outcome))
				.then();
		}
		return isDue() ? ask() : Mono.empty();
	}

	private boolean isDue() {
		CertifiedKey present = this.served.present();
		Instant now = this.clock.instant();
		return !now.isBefore(this.pausedUntil)
				&& (present == null || !now.isBefore(Validity.due(present.certificate())));
	}

	private Mono<Void> ask() {
		SigningRequest fresh = SigningRequest.create(this.names);
		return this.signer.request(fresh.pem(), this.validity).doOnNext((name) -> {
			this.request = fresh;
			this.requestName = name;
			become("the CertificateSigningRequest " + name + " is not approved and signed yet");
		}).then();
	}

	private void take(SigningRequest pending, String name, CertificateSigner.Outcome outcome) {
		switch (outcome.state()) {
			case PENDING -> {
			}
			case REFUSED -> refuse("the CertificateSigningRequest " + name + " was refused: " + outcome.text());
			case ISSUED -> {
				try {
					use(pending.certified(outcome.text()));
				}
				catch (CertificateException ex) {
					refuse("the certificate of the CertificateSigningRequest " + name + " cannot be used: "
							+ ex.getMessage());
				}
			}
		}
	}

	private void use(CertifiedKey replacement) {
		this.request = null;
		this.requestName = null;
		this.served.replace(replacement);
		logger.info("Serving with a certificate of " + replacement.certificate().getIssuerX500Principal().getName()
				+ ", valid until " + Validity.end(replacement.certificate()));
		become("");
	}

	private void refuse(String why) {
		this.request = null;
		this.requestName = null;
		this.pausedUntil = this.clock.instant().plus(PAUSE);
		become(why);
	}

	private void become(String next) {
		if (!next.equals(this.problem)) {
			this.problem = next;
			if (!next.isEmpty()) {
				logger.warn("Certificates: " + next);
			}
		}
	}

	@Override
	public String toString() {
		return this.served.toString();
	}

}
