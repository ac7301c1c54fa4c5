package io.kubespring.apiserver.error;

import org.jspecify.annotations.Nullable;

/**
 * The {@code v1} {@code Status} object that answers failures and deletions, after
 * {@code metav1.Status}; immutable.
 *
 * @param success whether the request succeeded
 * @param code the HTTP status code, 0 where the body carries none
 * @param reason the machine-readable reason, or empty
 * @param message the message, or empty
 * @param details the details, or {@code null}
 * @param continueToken a token with which a list may go on, or empty
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Status(boolean success, int code, String reason, String message, @Nullable StatusDetails details,
		String continueToken) {

	/**
	 * A failure.
	 * @param code the HTTP status code
	 * @param reason the reason, or empty
	 * @param message the message
	 * @param details the details, or {@code null}
	 * @return the status
	 */
	public static Status failure(int code, String reason, String message, @Nullable StatusDetails details) {
		return new Status(false, code, reason, message, details, "");
	}

	/**
	 * The success that answers a completed deletion; it carries no code.
	 * @param details the deleted object
	 * @return the status
	 */
	public static Status success(StatusDetails details) {
		return new Status(true, 0, "", "", details, "");
	}

}
