package io.kubespring.apiserver.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.registration.RegistrationStatus;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.ServerState;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows the checks behind {@code /readyz}, and what became of the registration, which
 * never makes the application unready.
 */
final class ApiServerHealthIndicator implements HealthIndicator {

	private final ServerState state;

	private final ObjectProvider<ApiServiceRegistration> registration;

	ApiServerHealthIndicator(ServerState state, ObjectProvider<ApiServiceRegistration> registration) {
		this.state = state;
		this.registration = registration;
	}

	@Override
	public Health health() {
		refresh();
		Map<String, String> checks = new LinkedHashMap<>();
		boolean up = this.state.isStarted();
		for (HealthCheck check : this.state.checks()) {
			String problem = check.problem().get();
			checks.put(check.name(), (problem != null) ? problem : "ok");
			up = up && problem == null;
		}
		Health.Builder health = (up ? Health.up() : Health.outOfService()).withDetail("checks", checks);
		this.registration.ifAvailable((known) -> {
			health.withDetail("registration", registration(known));
			if (!known.unserved().isEmpty()) {
				health.withDetail("unserved", known.unserved());
			}
		});
		return health.build();
	}

	/**
	 * Indicators may block.
	 */
	private void refresh() {
		List<Mono<Void>> refreshes = this.state.checks()
			.stream()
			.map(HealthCheck::refresh)
			.filter(Objects::nonNull)
			.map(Supplier::get)
			.toList();
		Mono.when(refreshes).block();
	}

	private static Map<String, String> registration(ApiServiceRegistration registration) {
		Map<String, String> statuses = new LinkedHashMap<>();
		for (RegistrationStatus status : registration.statuses()) {
			statuses.put(status.apiService(),
					status.phase() + ", available: " + status.available()
							+ (status.availableMessage().isEmpty() ? "" : " (" + status.availableMessage() + ")")
							+ (status.message().isEmpty() ? "" : ", " + status.message()));
		}
		return statuses;
	}

}
