package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.server.HealthCheck;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;

/**
 * The states of the application as checks, named as Spring Boot's indicators of them.
 */
final class AvailabilityChecks {

	static final String LIVENESS = "livenessState";

	static final String READINESS = "readinessState";

	private AvailabilityChecks() {
	}

	static List<HealthCheck> of(ApplicationAvailability availability) {
		return List.of(
				HealthCheck.live(LIVENESS,
						() -> (availability.getLivenessState() == LivenessState.CORRECT) ? null
								: "the application is " + availability.getLivenessState()),
				new HealthCheck(READINESS, HealthCheck.Scope.READYZ,
						() -> (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) ? null
								: "the application is " + availability.getReadinessState(),
						null));
	}

}
