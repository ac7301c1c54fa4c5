package io.kubespring.apiserver.registration;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
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

	private final DesiredApiService desired;

	private final ApiServices apiServices;

	private final @Nullable Flux<String> caBundles;

	private final Scheduler scheduler;

	private final Sinks.Empty<Void> stopped = Sinks.empty();

	private final Disposable.Swap retry = Disposables.swap();

	private @Nullable ObjectNode existing;

	private @Nullable String caBundle;

	private boolean observed;

	private boolean applying;

	private boolean changedMeanwhile;

	private int failures;

	private volatile RegistrationStatus status;

	ApiServiceReconciler(DesiredApiService desired, ApiServices apiServices, @Nullable Flux<String> caBundles,
			Scheduler scheduler) {
		this.desired = desired;
		this.apiServices = apiServices;
		this.caBundles = caBundles;
		this.scheduler = scheduler;
		this.status = RegistrationStatus.pending(desired.name(), "not started");
	}

	RegistrationStatus status() {
		return this.status;
	}

	void start() {
		if (this.caBundles != null) {
			this.caBundles.takeUntilOther(this.stopped.asMono()).subscribe(this::onCaBundle);
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
		report(observation.object());
		reconcile();
	}

	private synchronized void reconcile() {
		if (this.applying) {
			this.changedMeanwhile = true;
		}
		else if (!this.observed) {
			become(RegistrationStatus.Phase.PENDING, "the APIService was not observed yet");
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
		if (refusal != null) {
			become(RegistrationStatus.Phase.REFUSED, refusal);
		}
		else if (current != null && this.desired.isMetBy(current, this.caBundle)) {
			this.failures = 0;
			become(RegistrationStatus.Phase.REGISTERED, "");
		}
		else {
			apply(current);
		}
	}

	private void apply(@Nullable ObjectNode current) {
		this.applying = true;
		this.changedMeanwhile = false;
		this.apiServices.apply(this.desired.toApply(current, this.caBundle))
			.takeUntilOther(this.stopped.asMono())
			.subscribe(this::onApplied, this::onFailure);
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
		String available = "Unknown";
		String message = "";
		if (object != null) {
			for (JsonNode condition : object.path("status").path("conditions")) {
				if (condition.path("type").asString("").equals("Available")) {
					available = condition.path("status").asString("Unknown");
					message = condition.path("reason").asString("") + ": " + condition.path("message").asString("");
				}
			}
		}
		if (!this.status.available().equals(available) || !this.status.availableMessage().equals(message)) {
			logger.info("APIService " + this.desired.name() + " is available: " + available + " " + message);
			this.status = this.status.withAvailable(available, message);
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
