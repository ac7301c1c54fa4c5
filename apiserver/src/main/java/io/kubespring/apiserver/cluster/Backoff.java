package io.kubespring.apiserver.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses between attempts, with jitter so that many clients do not come back at
 * once.
 *
 * @param initial the first pause
 * @param factor by which the pause grows
 * @param jitter the largest random part of a pause on top of it
 * @param limit the longest pause, jitter apart
 * @author The kubespring authors
 */
record Backoff(Duration initial, double factor, double jitter, Duration limit) {

	/**
	 * Of reviews, as upstream has it.
	 */
	static final Backoff REVIEW = new Backoff(Duration.ofMillis(500), 1.5, 0.2, Duration.ofSeconds(10));

	/**
	 * Of watches: a lost connection is mended within a second, a lost cluster asked
	 * gently.
	 */
	static final Backoff WATCH = new Backoff(Duration.ofMillis(400), 2, 0.5, Duration.ofSeconds(15));

	Duration pause(int failuresBefore) {
		double millis = Math.min(this.initial.toMillis() * Math.pow(this.factor, failuresBefore),
				this.limit.toMillis());
		return Duration.ofMillis((long) (millis * (1 + ThreadLocalRandom.current().nextDouble() * this.jitter)));
	}

}
