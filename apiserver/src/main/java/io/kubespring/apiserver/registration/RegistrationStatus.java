package io.kubespring.apiserver.registration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far the registration of one group version is.
 *
 * @param apiService the name of the APIService object
 * @param phase the phase
 * @param message what went wrong, or empty
 * @param available the status of the object's condition {@code Available}: {@code True},
 * {@code False} or {@code Unknown}
 * @param availableMessage reason and message of the condition, or empty
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RegistrationStatus(String apiService, Phase phase, String message, String available,
		String availableMessage) {

	/**
	 * The phases of a registration.
	 */
	public enum Phase {

		/**
		 * Not done yet.
		 */
		PENDING,
		/**
		 * The object is as it should be.
		 */
		REGISTERED,
		/**
		 * The object belongs to somebody else and is left alone.
		 */
		REFUSED,
		/**
		 * A replica that started later wants the object otherwise and has its way.
		 */
		YIELDED,
		/**
		 * Somebody asked for the object to go; it is not made again by this process.
		 */
		UNREGISTERED,
		/**
		 * The last attempt failed; there will be another.
		 */
		FAILED

	}

	static RegistrationStatus pending(String apiService, String message) {
		return new RegistrationStatus(apiService, Phase.PENDING, message, "Unknown", "");
	}

	RegistrationStatus with(Phase next, String why) {
		return new RegistrationStatus(this.apiService, next, why, this.available, this.availableMessage);
	}

	RegistrationStatus withConditionOf(@Nullable JsonNode object) {
		String status = "Unknown";
		String why = "";
		if (object != null) {
			for (JsonNode condition : object.path("status").path("conditions")) {
				if (condition.path("type").asString("").equals("Available")) {
					status = condition.path("status").asString("Unknown");
					why = condition.path("reason").asString("") + ": " + condition.path("message").asString("");
				}
			}
		}
		return new RegistrationStatus(this.apiService, this.phase, this.message, status, why);
	}

}
