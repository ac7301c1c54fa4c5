package io.kubespring.apiserver.server;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One line of {@code /livez}, {@code /readyz} and {@code /healthz}, after
 * {@code HealthChecker} of {@code k8s.io/apiserver/pkg/server/healthz}. Beans of this
 * type are added to the server's own.
 *
 * @param name the name, as in {@code /readyz/name}
 * @param scope where it counts
 * @param problem what is wrong, {@code null} if nothing is; must not block
 * @param refresh brings the problem up to date first, {@code null} if it always is; must
 * complete in time and is shared by all who ask at once, if it costs anything
 * @author The kubespring authors
 * @since 0.1.0
 */
public record HealthCheck(String name, Scope scope, Supplier<@Nullable String> problem,
		@Nullable Supplier<Mono<Void>> refresh) {

	/**
	 * A check of readiness.
	 * @param name the name
	 * @param problem what is wrong, {@code null} if nothing is; must not block
	 * @return the check, of {@code /readyz} and {@code /healthz}
	 */
	public static HealthCheck ready(String name, Supplier<@Nullable String> problem) {
		return new HealthCheck(name, Scope.READINESS, problem, null);
	}

	/**
	 * A check whose failure means that a restart would help.
	 * @param name the name
	 * @param problem what is wrong, {@code null} if nothing is; must not block
	 * @return the check, of {@code /livez}, {@code /readyz} and {@code /healthz}
	 */
	public static HealthCheck live(String name, Supplier<@Nullable String> problem) {
		return new HealthCheck(name, Scope.LIVENESS, problem, null);
	}

	/**
	 * Where a check counts.
	 */
	public enum Scope {

		/**
		 * Everywhere: a restart would help.
		 */
		LIVENESS,
		/**
		 * In {@code /readyz} and {@code /healthz}.
		 */
		READINESS,
		/**
		 * In {@code /readyz} alone.
		 */
		READYZ;

		boolean isOf(String endpoint) {
			return switch (endpoint) {
				case "livez" -> this == LIVENESS;
				case "healthz" -> this != READYZ;
				default -> true;
			};
		}

	}

}
