package io.kubespring.apiserver.registration;

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

	RegistrationStatus withAvailable(String status, String why) {
		return new RegistrationStatus(this.apiService, this.phase, this.message, status, why);
	}

}
