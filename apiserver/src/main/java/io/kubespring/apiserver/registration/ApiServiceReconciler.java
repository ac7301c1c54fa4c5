package io.kubespring.apiserver.registration;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.CaBundles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps one APIService object as it should be: with every observation, every new CA
 * bundle and after a while when applying failed. At most one attempt is under way.
 *
 * @author The kubespring authors
 */
final class ApiServiceReconciler {

	private static final Log logger = LogFactory.getLog(ApiServiceReconciler.class);

	private static final long MIN_RETRY_MILLIS = 1_000;

	private static final long MAX_RETRY_MILLIS = 30_000;

	/**
	 * How long a replica that started later has its way without being heard of: longer
	 * than two replicas of different releases are there together as a rule.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private final DesiredApiService desired;

	private final ApiServices apiServices;

	private final ApiServiceWriter writer;

	private final @Nullable CaBundles caBundles;

	private final Scheduler scheduler;

	private final Sinks.Empty<Void> stopped = Sinks.empty();

	private final Disposable.Swap retry = Disposables.swap();

	private @Nullable ObjectNode existing;

	private @Nullable String caBundle;

	private boolean observed;

	private boolean ready;

	private boolean started;

	private boolean unregistered;

	private boolean applying;

	private boolean changedMeanwhile;

	private int failures;

	private @Nullable Imprint yieldedTo;

	private long yieldedSince;

	private volatile RegistrationStatus status;

	ApiServiceReconciler(DesiredApiService desired, ApiServices apiServices, @Nullable CaBundles caBundles,
			Scheduler scheduler) {
		this.desired = desired;
		this.apiServices = apiServices;
		this.writer = new ApiServiceWriter(desired, apiServices, caBundles);
		this.caBundles = caBundles;
		this.scheduler = scheduler;
		this.status = RegistrationStatus.pending(desired.name(), "not started");
	}

	RegistrationStatus status() {
		return this.status;
	}

	/**
	 * Begin.
	 * @param mayCreate whether the object may be made, or only be kept as it should be if
	 * it is there
	 */
	void start(boolean mayCreate) {
		synchronized (this) {
			this.ready = this.ready || mayCreate;
			if (this.started) {
				reconcile();
				return;
			}
			this.started = true;
		}
		if (this.caBundles != null) {
			this.caBundles.contents().takeUntilOther(this.stopped.asMono()).subscribe(this::onCaBundle);
		}
		this.apiServices.follow(this.desired.name())
			.takeUntilOther(this.stopped.asMono())
			.subscribe(this::onObservation);
	}

	void stop() {
		this.retry.dispose();
		this.stopped.tryEmitEmpty();
	}

	private synchronized void onCaBundle(String content) {
		this.caBundle = content;
		reconcile();
	}

	private synchronized void onObservation(ApiServiceObservation observation) {
		Throwable failure = observation.failure();
		if (failure != null) {
			become(RegistrationStatus.Phase.FAILED, "unable to observe the APIService: " + failure.getMessage());
			return;
		}
		this.observed = true;
		this.existing = observation.object();
		this.unregistered = this.unregistered || (this.existing != null
				&& Unregistration.isMeantFor(this.desired.settings().replica(), this.existing));
		report(this.existing);
		reconcile();
	}

	private synchronized void reconcile() {
		if (this.applying) {
			this.changedMeanwhile = true;
		}
		else if (!this.observed) {
			become(RegistrationStatus.Phase.PENDING, "the APIService was not observed yet");
		}
		else if (this.unregistered) {
			become(RegistrationStatus.Phase.UNREGISTERED, "");
		}
		else if (this.existing == null && !this.ready) {
			become(RegistrationStatus.Phase.PENDING, "the server is not ready yet");
		}
		else if (this.caBundles != null && this.caBundle == null) {
			become(RegistrationStatus.Phase.PENDING, "the CA bundle could not be read yet");
		}
		else {
			decide(this.existing);
		}
	}

	private void decide(@Nullable ObjectNode current) {
		String refusal = (current != null) ? this.desired.refusal(current) : null;
		if (refusal != null && !(this.ready && this.desired.settings().force())) {
			become(RegistrationStatus.Phase.REFUSED, refusal);
		}
		else if (current != null && this.desired.isMetBy(current, this.caBundle)) {
			this.failures = 0;
			this.yieldedTo = null;
			become(RegistrationStatus.Phase.REGISTERED, "");
		}
		else if (current == null || !yields(current)) {
			apply(current);
		}
	}

	/**
	 * Two replicas that want an object otherwise would change it for ever. About a bundle
	 * that all of them read anew they cannot disagree for long.
	 */
	private boolean yields(ObjectNode current) {
		Imprint other = Imprint.on(current);
		boolean bundleOnly = this.writer.isShared() && other != null && other.shared()
				&& this.desired.isMetBy(current, null);
		if (other == null || bundleOnly || other.replica().compareTo(this.desired.settings().replica()) <= 0) {
			return false;
		}
		long now = this.scheduler.now(TimeUnit.MILLISECONDS);
		if (!other.equals(this.yieldedTo)) {
			this.yieldedTo = other;
			this.yieldedSince = now;
		}
		long left = this.yieldedSince + PATIENCE.toMillis() - now;
		if (left <= 0) {
			return false;
		}
		become(RegistrationStatus.Phase.YIELDED, "a replica that started later wants the APIService otherwise");
		this.retry.update(this.scheduler.schedule(this::reconcile, left, TimeUnit.MILLISECONDS));
		return true;
	}

	private void apply(@Nullable ObjectNode current) {
		this.applying = true;
		this.changedMeanwhile = false;
		this.writer.write(current)
			.takeUntilOther(this.stopped.asMono())
			.subscribe(this::onApplied, this::onFailure, this::onLeft);
	}

	private synchronized void onApplied(ObjectNode applied) {
		this.applying = false;
		if (this.changedMeanwhile) {
			reconcile();
			return;
		}
		this.existing = applied;
		this.failures = 0;
		become(RegistrationStatus.Phase.REGISTERED, "");
	}

	/**
	 * Nothing was left to apply; whatever {@link #onApplied} saw is dealt with.
	 */
	private synchronized void onLeft() {
		if (this.applying) {
			this.applying = false;
			if (this.changedMeanwhile) {
				reconcile();
			}
			else {
				become(RegistrationStatus.Phase.REGISTERED, "");
			}
		}
	}

	private synchronized void onFailure(Throwable ex) {
		this.applying = false;
		become(RegistrationStatus.Phase.FAILED, "unable to apply the APIService: " + ex.getMessage());
		long limit = Math.min(MAX_RETRY_MILLIS, MIN_RETRY_MILLIS << Math.min(this.failures, 5));
		this.failures++;
		long millis = limit / 2 + ThreadLocalRandom.current().nextLong(limit / 2 + 1);
		logger.debug("Trying again in " + Duration.ofMillis(millis));
		this.retry.update(this.scheduler.schedule(this::reconcile, millis, TimeUnit.MILLISECONDS));
	}

	private void report(@Nullable ObjectNode object) {
		RegistrationStatus next = this.status.withConditionOf(object);
		if (!next.equals(this.status)) {
			this.status = next;
			logger.info("APIService " + this.desired.name() + " is available: " + next.available() + " "
					+ next.availableMessage());
		}
	}

	private void become(RegistrationStatus.Phase phase, String message) {
		RegistrationStatus next = this.status.with(phase, message);
		if (!next.equals(this.status)) {
			this.status = next;
			String text = "APIService " + this.desired.name() + " is " + phase
					+ (message.isEmpty() ? "" : ": " + message);
			switch (phase) {
				case REFUSED, FAILED -> logger.warn(text);
				default -> logger.info(text);
			}
		}
	}

}
