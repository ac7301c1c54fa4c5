package io.kubespring.apiserver.write;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Times as {@code metav1.Time} writes them: RFC 3339 in UTC, whole seconds.
 */
final class Timestamps {

	private Timestamps() {
	}

	static String now(Clock clock) {
		return DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.SECONDS));
	}

}
