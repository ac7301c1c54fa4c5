package io.kubespring.apiserver.server;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /livez} and {@code /readyz}.
 *
 * @param name the name, as in {@code /readyz/name}
 * @param live whether a failure means that a restart would help
 * @param problem what is wrong, {@code null} if nothing is; must not block
 * @author The kubespring authors
 * @since 0.1.0
 */
public record HealthCheck(String name, boolean live, Supplier<@Nullable String> problem) {

	/**
	 * A check of readiness.
	 * @param name the name
	 * @param problem what is wrong, {@code null} if nothing is; must not block
	 * @return the check
	 */
	public static HealthCheck ready(String name, Supplier<@Nullable String> problem) {
		return new HealthCheck(name, false, problem);
	}

}
