package io.kubespring.apiserver.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.ServingCredentials;
import io.kubespring.apiserver.cluster.ClusterTrust;
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

	private final ObjectProvider<ClusterTrust> trust;

	private final ObjectProvider<ServingCertificateCheck> certificate;

	private final ObjectProvider<ServingCredentials> credentials;

	ApiServerHealthIndicator(ServerState state, ObjectProvider<ApiServiceRegistration> registration,
			ObjectProvider<ClusterTrust> trust, ObjectProvider<ServingCertificateCheck> certificate,
			ObjectProvider<ServingCredentials> credentials) {
		this.trust = trust;
		this.state = state;
		this.registration = registration;
		this.certificate = certificate;
		this.credentials = credentials;
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
		Map<String, String> certificate = certificate();
		if (!certificate.isEmpty()) {
			health.withDetail("certificate", certificate);
		}
		this.registration.ifAvailable((known) -> {
			health.withDetail("registration", registration(known));
			if (!known.unserved().isEmpty()) {
				health.withDetail("unserved", known.unserved());
			}
		});
		this.trust.ifAvailable((known) -> health.withDetail("trust", TrustDetails.of(known)));
		return health.build();
	}

	private Map<String, String> certificate() {
		Map<String, String> details = new LinkedHashMap<>();
		this.certificate.ifAvailable((known) -> details.putAll(known.details()));
		this.credentials.ifAvailable((known) -> {
			if (!known.problem().isEmpty()) {
				details.put("renewal", known.problem());
			}
		});
		return details;
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
