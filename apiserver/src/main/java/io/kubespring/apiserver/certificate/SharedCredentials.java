package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Serves with what one Secret holds for all replicas, and keeps that Secret: makes it,
 * renews the serving certificate at two thirds of its life, and the authority likewise,
 * which is published beside the old one before it issues anything. Any replica does what
 * is due; who writes second finds it done.
 * <p>
 * A certificate of an authority that is not published is never served, even if somebody
 * else wrote it there. Keys are held in memory and never logged.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class SharedCredentials implements ServingCredentials, CaBundles {

	private static final Log logger = LogFactory.getLog(SharedCredentials.class);

	private static final Duration LOOK_INTERVAL = Duration.ofSeconds(10);

	private final SharedSecret secret;

	private final PublishedBundles published;

	private final CredentialPlan plan;

	private final Clock clock;

	private final Scheduler scheduler;

	private final Announcement announcement = new Announcement();

	private final Disposable.Composite subscriptions = Disposables.composite();

	private final Sinks.Empty<Void> closed = Sinks.empty();

	private final ServedCredential served;

	private final Sinks.Many<String> bundles = Sinks.many().replay().latest();

	private SharedSecret.@Nullable Content content;

	private @Nullable CredentialSet current;

	private @Nullable CredentialSet memory;

	private @Nullable Published seen;

	private boolean observed;

	private boolean working;

	private boolean changedMeanwhile;

	private volatile String unread = "";

	private volatile String unwritten = "";

	/**
	 * Create credentials.
	 * @param secret where they are
	 * @param published what the cluster verifies this server with
	 * @param rules how they are made
	 * @param clock the clock
	 * @param scheduler keeps time
	 */
	public SharedCredentials(SharedSecret secret, PublishedBundles published, CredentialRules rules, Clock clock,
			Scheduler scheduler) {
		this.secret = secret;
		this.published = published;
		this.plan = new CredentialPlan(rules, clock);
		this.served = new ServedCredential(this.plan);
		this.clock = clock;
		this.scheduler = scheduler;
	}

	@Override
	public void start() {
		this.subscriptions.add(this.secret.follow().subscribe(this::onSecret));
		this.subscriptions.add(this.published.follow().subscribe(this::onPublished));
		this.subscriptions
			.add(Flux.interval(LOOK_INTERVAL, this.scheduler).onBackpressureDrop().subscribe((tick) -> look()));
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
	public synchronized @Nullable X509Certificate authority() {
		CredentialSet known = this.memory;
		IssuedCertificate authority = (known != null) ? known.authority() : null;
		return (authority != null) ? authority.certificate() : null;
	}

	@Override
	public String problem() {
		if (!this.unread.isEmpty()) {
			return this.unread;
		}
		return !this.unwritten.isEmpty() ? this.unwritten : this.served.problem();
	}

	@Override
	public Flux<String> contents() {
		return this.bundles.asFlux().distinctUntilChanged();
	}

	@Override
	public Mono<String> current() {
		return this.secret.read()
			.map((found) -> CredentialSet.parse(found.data()).bundlePem())
			.filter((bundle) -> !bundle.isEmpty());
	}

	@Override
	public boolean isShared() {
		return true;
	}

	@Override
	public void close() {
		this.subscriptions.dispose();
		this.closed.tryEmitEmpty();
	}

	private synchronized void onSecret(SharedSecret.Seen observation) {
		Throwable problem = observation.failure();
		if (problem != null) {
			this.unread = warned(this.unread,
					"unable to read the Secret of the serving certificate: " + problem.getMessage());
			return;
		}
		this.unread = "";
		take(observation.content());
		look();
	}

	private synchronized void onPublished(Published observation) {
		this.seen = observation;
		look();
	}

	private void take(SharedSecret.@Nullable Content next) {
		this.observed = true;
		this.content = next;
		this.current = (next != null) ? CredentialSet.parse(next.data()) : null;
		if (this.current != null && !this.current.bundle().isEmpty()) {
			this.bundles.tryEmitNext(this.current.bundlePem());
		}
	}

	/**
	 * Serve with what there is, and change what is to be changed; one change at a time.
	 */
	private synchronized void look() {
		if (this.working) {
			this.changedMeanwhile = true;
			return;
		}
		if (!this.observed) {
			return;
		}
		announce(this.seen, false);
		if (this.served.offer(this.current, this.seen)) {
			this.memory = this.current;
		}
		// Somebody who published another authority knows another Secret than the one seen
		// last, which is read anew whether its watch shows it or not.
		boolean refused = this.served.seeRefusal(this.seen);
		if (refused || isSomethingDue() || isAnnouncing()) {
			this.working = true;
			this.changedMeanwhile = false;
			change().takeUntilOther(this.closed.asMono()).subscribe(this::onChanged, this::onFailure);
		}
	}

	private void announce(@Nullable Published known, boolean fresh) {
		IssuedCertificate next = (this.current != null) ? this.current.next() : null;
		this.announcement.see(next, known, fresh, this.clock.instant());
	}

	/**
	 * Whether an authority is to be published, and nobody has looked yet whether it is.
	 */
	private boolean isAnnouncing() {
		return this.current != null && this.current.next() != null && this.announcement.since() == null;
	}

	private boolean isSomethingDue() {
		return this.seen != null && next(this.current, this.seen) != null;
	}

	private @Nullable CredentialSet next(@Nullable CredentialSet from, Published known) {
		return (from != null) ? this.plan.change(from, this.memory, known, this.announcement.since())
				: this.plan.create(this.memory, known);
	}

	/**
	 * What is published is read anew before anything is written that depends on it, for
	 * what was seen may be old.
	 * @return the Secret as it is then, if there is one
	 */
	private Mono<Optional<SharedSecret.Content>> change() {
		SharedSecret.Content before = this.content;
		CredentialSet from = this.current;
		return this.published.read().flatMap((known) -> {
			CredentialSet to;
			synchronized (this) {
				announce(known, true);
				to = next(from, known);
			}
			if (to == null) {
				return Mono.empty();
			}
			Mono<SharedSecret.Content> written = (before != null) ? this.secret.replace(before, to.data())
					: this.secret.create(to.data());
			return written.doOnNext((content) -> logger.info("Certificates of all replicas are now: " + to));
		}).switchIfEmpty(Mono.defer(this.secret::read)).singleOptional();
	}

	/**
	 * What was seen while the change was under way is newer.
	 */
	private synchronized void onChanged(Optional<SharedSecret.Content> found) {
		this.working = false;
		this.unwritten = "";
		SharedSecret.Content next = found.orElse(null);
		boolean other = !Objects.equals(version(this.content), version(next));
		if (!this.changedMeanwhile && other) {
			take(next);
		}
		if (this.changedMeanwhile || other) {
			look();
		}
	}

	private static @Nullable String version(SharedSecret.@Nullable Content content) {
		return (content != null) ? content.version() : null;
	}

	private synchronized void onFailure(Throwable ex) {
		this.working = false;
		this.unwritten = warned(this.unwritten,
				"unable to write the Secret of the serving certificate: " + ex.getMessage());
	}

	private static String warned(String before, String problem) {
		if (!problem.equals(before)) {
			logger.warn("Certificates: " + problem);
		}
		return problem;
	}

	@Override
	public String toString() {
		return this.served.toString();
	}

}
