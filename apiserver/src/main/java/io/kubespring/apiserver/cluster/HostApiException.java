package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The host cluster refused a request or could not be reached.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostApiException extends RuntimeException {

	private final int code;

	private final String reason;

	private final @Nullable Duration retryAfter;

	HostApiException(String message, int code, String reason, @Nullable Duration retryAfter) {
		super(message, null, false, false);
		this.code = code;
		this.reason = reason;
		this.retryAfter = retryAfter;
	}

	HostApiException(String message, IOException cause) {
		super(message, cause);
		this.code = 0;
		this.reason = "";
		this.retryAfter = null;
	}

	/**
	 * The HTTP status.
	 * @return the status, 0 if there was no answer
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Whether a failure is a refusal by the host cluster.
	 * @param failure any failure
	 * @param code the HTTP status
	 * @return {@code true} if that was the answer
	 */
	static boolean isRefusal(Throwable failure, int code) {
		return failure instanceof HostApiException refused && refused.code == code;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * Whether the failure is of the kind that passes, as {@code DefaultShouldRetry} of
	 * {@code k8s.io/apiserver/pkg/util/webhook} sees it.
	 * @return {@code true} if trying again may help
	 */
	boolean isTransient() {
		if (this.code == 0) {
			return isConnectionLost();
		}
		return this.code == 500 || this.code == 504 || this.code == 429 || this.reason.equals("InternalError")
				|| this.reason.equals("Timeout") || this.retryAfter != null;
	}

	private boolean isConnectionLost() {
		Throwable cause = getCause();
		String message = (cause != null && cause.getMessage() != null) ? cause.getMessage() : "";
		return message.startsWith("Connection reset") || message.startsWith("unexpected end of stream")
				|| cause instanceof okhttp3.internal.http2.ConnectionShutdownException
				|| cause instanceof okhttp3.internal.http2.StreamResetException;
	}

}
