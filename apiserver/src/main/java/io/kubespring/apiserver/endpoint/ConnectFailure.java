package io.kubespring.apiserver.endpoint;

import java.util.Map;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import org.jspecify.annotations.Nullable;

import org.springframework.web.ErrorResponseException;

/**
 * Failures of Spring's handlers as statuses: their code, and their detail if they have
 * one.
 */
final class ConnectFailure {

	private static final Map<Integer, String> REASONS = Map.ofEntries(Map.entry(400, "BadRequest"),
			Map.entry(401, "Unauthorized"), Map.entry(403, "Forbidden"), Map.entry(404, "NotFound"),
			Map.entry(405, "MethodNotAllowed"), Map.entry(406, "NotAcceptable"), Map.entry(409, "Conflict"),
			Map.entry(410, "Gone"), Map.entry(413, "RequestEntityTooLarge"), Map.entry(415, "UnsupportedMediaType"),
			Map.entry(422, "Invalid"), Map.entry(429, "TooManyRequests"), Map.entry(500, "InternalError"),
			Map.entry(503, "ServiceUnavailable"), Map.entry(504, "Timeout"));

	private ConnectFailure() {
	}

	static ApiStatusException of(ErrorResponseException failure) {
		int code = failure.getStatusCode().value();
		@Nullable String detail = failure.getBody().getDetail();
		if (code == 404 && detail == null) {
			return ApiStatusException.pathNotFound();
		}
		if (code == 405) {
			return ApiStatusException.methodNotAllowed();
		}
		String message = (detail != null) ? detail
				: "the server responded with the status code " + code + " but did not return more information";
		return new ApiStatusException(Status.failure(code, REASONS.getOrDefault(code, ""), message, null));
	}

}
