package io.kubespring.apiserver.error;

import java.util.List;

import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.meta.GroupResource;
import org.jspecify.annotations.Nullable;

/**
 * A request's failure that knows its {@link Status}; texts, codes and reasons follow
 * {@code k8s.io/apimachinery/pkg/api/errors}. It carries no stack trace: it is an answer,
 * not a defect.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class ApiStatusException extends RuntimeException {

	private static final String INCONSISTENT_CONTINUE = "The provided continue parameter is too old "
			+ "to display a consistent list result. You can start a new list without the continue parameter, or use "
			+ "the continue token in this response to retrieve the remainder of the results. Continuing with the "
			+ "provided token results in an inconsistent list - objects that were created, modified, or deleted "
			+ "between the time the first chunk was returned and now may show up in the list.";

	private final transient Status status;

	/**
	 * Create an exception for a status.
	 * @param status the status to answer
	 */
	public ApiStatusException(Status status) {
		super(status.message(), null, false, false);
		this.status = status;
	}

	/**
	 * The status to answer.
	 * @return the status
	 */
	public final Status status() {
		return this.status;
	}

	/**
	 * The object does not exist.
	 * @param resource the resource
	 * @param name the name
	 * @return 404 {@code NotFound}
	 */
	public static ApiStatusException notFound(GroupResource resource, String name) {
		return of(404, "NotFound", resource + " " + GoQuote.quote(name) + " not found", details(resource, name));
	}

	/**
	 * No route leads to the path.
	 * @return 404 {@code NotFound} of the router
	 */
	public static ApiStatusException pathNotFound() {
		return of(404, "NotFound", "the server could not find the requested resource", StatusDetails.EMPTY);
	}

	/**
	 * The path knows no such method.
	 * @return 405 {@code MethodNotAllowed} of the router
	 */
	public static ApiStatusException methodNotAllowed() {
		return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource",
				StatusDetails.EMPTY);
	}

	/**
	 * The resource knows no such verb.
	 * @param resource the resource
	 * @param verb the verb
	 * @return 405 {@code MethodNotAllowed} of a handler
	 */
	public static ApiStatusException methodNotSupported(GroupResource resource, String verb) {
		return of(405, "MethodNotAllowed",
				verb + " is not supported on resources of kind " + GoQuote.quote(resource.toString()),
				new StatusDetails("", resource.group(), resource.resource(), "", List.of(), 0));
	}

	/**
	 * The object exists already.
	 * @param resource the resource
	 * @param name the name
	 * @return 409 {@code AlreadyExists}
	 */
	public static ApiStatusException alreadyExists(GroupResource resource, String name) {
		return of(409, "AlreadyExists", resource + " " + GoQuote.quote(name) + " already exists",
				details(resource, name));
	}

	/**
	 * The object was changed by somebody else, or a precondition does not hold.
	 * @param resource the resource
	 * @param name the name
	 * @param message why
	 * @return 409 {@code Conflict}
	 */
	public static ApiStatusException conflict(GroupResource resource, String name, String message) {
		return of(409, "Conflict",
				"Operation cannot be fulfilled on " + resource + " " + GoQuote.quote(name) + ": " + message,
				details(resource, name));
	}

	/**
	 * The object is invalid.
	 * @param kind the kind
	 * @param name the name, may be empty
	 * @param errors everything that is wrong
	 * @return 422 {@code Invalid}
	 */
	public static ApiStatusException invalid(GroupKind kind, String name, FieldErrors errors) {
		return of(422, "Invalid", kind + " " + GoQuote.quote(name) + " is invalid: " + errors.aggregate(),
				new StatusDetails(name, kind.group(), kind.kind(), "", errors.causes(), 0));
	}

	/**
	 * The object is invalid, named by its resource.
	 * @param resource the resource
	 * @param name the name
	 * @param errors everything that is wrong
	 * @return 422 {@code Invalid}
	 */
	public static ApiStatusException invalid(GroupResource resource, String name, FieldErrors errors) {
		return invalid(new GroupKind(resource.group(), resource.resource()), name, errors);
	}

	/**
	 * The request is malformed.
	 * @param message what is wrong
	 * @return 400 {@code BadRequest}
	 */
	public static ApiStatusException badRequest(String message) {
		return of(400, "BadRequest", message, null);
	}

	/**
	 * The caller may not do this; for user code, without naming a resource.
	 * @param message why
	 * @return 403 {@code Forbidden}
	 */
	public static ApiStatusException forbidden(String message) {
		return of(403, "Forbidden", "forbidden: " + message, StatusDetails.EMPTY);
	}

	/**
	 * The caller may not do this to an object.
	 * @param resource the resource
	 * @param name the name, may be empty
	 * @param message why
	 * @return 403 {@code Forbidden}
	 */
	public static ApiStatusException forbidden(GroupResource resource, String name, String message) {
		String prefix = name.isEmpty() ? resource.toString() : resource + " " + GoQuote.quote(name);
		return of(403, "Forbidden", prefix + " is forbidden: " + message, details(resource, name));
	}

	/**
	 * The caller is not known.
	 * @return 401 {@code Unauthorized}
	 */
	public static ApiStatusException unauthorized() {
		return of(401, "Unauthorized", "Unauthorized", null);
	}

	/**
	 * No acceptable form of the answer exists.
	 * @param message which forms exist
	 * @return 406 {@code NotAcceptable}
	 */
	public static ApiStatusException notAcceptable(String message) {
		return of(406, "NotAcceptable", message, null);
	}

	/**
	 * None of the media types in which a path answers is acceptable, found out by the
	 * router.
	 * @param mediaTypes the types, separated by commas
	 * @return the failure, 406
	 */
	public static ApiStatusException notRouted(String mediaTypes) {
		return of(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: " + mediaTypes,
				StatusDetails.EMPTY);
	}

	/**
	 * The body is of a form that is not understood.
	 * @param message which forms are
	 * @return 415 {@code UnsupportedMediaType}
	 */
	public static ApiStatusException unsupportedMediaType(String message) {
		return of(415, "UnsupportedMediaType", message, null);
	}

	/**
	 * The body is too large.
	 * @param message which limit was passed
	 * @return 413 {@code RequestEntityTooLarge}
	 */
	public static ApiStatusException requestEntityTooLarge(String message) {
		return of(413, "RequestEntityTooLarge", "Request entity too large: " + message, null);
	}

	/**
	 * The resource version lies before the history that is kept.
	 * @param message what the client should know
	 * @return 410 {@code Expired}
	 */
	public static ApiStatusException expired(String message) {
		return of(410, "Expired", message, null);
	}

	/**
	 * The token of a page names a resource version before the history that is kept.
	 * @param continueToken a token with which the client may go on at the latest state
	 * @return 410 {@code Expired}
	 */
	public static ApiStatusException expiredContinue(String continueToken) {
		return new ApiStatusException(new Status(false, 410, "Expired", INCONSISTENT_CONTINUE, null, continueToken));
	}

	/**
	 * The resource version lies in the future.
	 * @param wanted the resource version asked for
	 * @param current the latest one
	 * @return 504 {@code Timeout} with the cause that clients test for
	 */
	public static ApiStatusException tooLargeResourceVersion(long wanted, long current) {
		return tooLargeResourceVersion(wanted, current, 1);
	}

	/**
	 * The resource version lies in the future.
	 * @param wanted the resource version asked for
	 * @param current the latest one
	 * @param retryAfterSeconds the seconds after which to try again, 0 for none
	 * @return 504 {@code Timeout} with the cause that clients test for
	 */
	public static ApiStatusException tooLargeResourceVersion(long wanted, long current, int retryAfterSeconds) {
		return of(504, "Timeout",
				"Timeout: Too large resource version: " + Long.toUnsignedString(wanted) + ", current: " + current,
				new StatusDetails("", "", "", "",
						List.of(new StatusCause("ResourceVersionTooLarge", "Too large resource version", "")),
						retryAfterSeconds));
	}

	/**
	 * The answer did not come in time.
	 * @param message what took long
	 * @param retryAfterSeconds the seconds after which to try again, 0 for none
	 * @return 504 {@code Timeout}
	 */
	public static ApiStatusException timeout(String message, int retryAfterSeconds) {
		return of(504, "Timeout", "Timeout: " + message,
				new StatusDetails("", "", "", "", List.of(), retryAfterSeconds));
	}

	/**
	 * Too much is asked at once.
	 * @param message what is short
	 * @param retryAfterSeconds the seconds after which to try again
	 * @return 429 {@code TooManyRequests}
	 */
	public static ApiStatusException tooManyRequests(String message, int retryAfterSeconds) {
		return of(429, "TooManyRequests", message, new StatusDetails("", "", "", "", List.of(), retryAfterSeconds));
	}

	/**
	 * The server cannot answer now.
	 * @param message why
	 * @param retryAfterSeconds the seconds after which to try again, 0 for none
	 * @return 503 {@code ServiceUnavailable}
	 */
	public static ApiStatusException serviceUnavailable(String message, int retryAfterSeconds) {
		return of(503, "ServiceUnavailable", message,
				(retryAfterSeconds > 0) ? new StatusDetails("", "", "", "", List.of(), retryAfterSeconds) : null);
	}

	/**
	 * Something failed inside.
	 * @param message what may be told
	 * @return 500 {@code InternalError}
	 */
	public static ApiStatusException internalError(String message) {
		return of(500, "InternalError", "Internal error occurred: " + message,
				new StatusDetails("", "", "", "", List.of(new StatusCause("", message, "")), 0));
	}

	/**
	 * An error that the reference answers without a reason.
	 * @param message the message
	 * @return 500 without reason
	 */
	public static ApiStatusException unknown(String message) {
		return of(500, "", message, null);
	}

	private static ApiStatusException of(int code, String reason, String message, @Nullable StatusDetails details) {
		return new ApiStatusException(Status.failure(code, reason, message, details));
	}

	private static StatusDetails details(GroupResource resource, String name) {
		return new StatusDetails(name, resource.group(), resource.resource(), "", List.of(), 0);
	}

}
