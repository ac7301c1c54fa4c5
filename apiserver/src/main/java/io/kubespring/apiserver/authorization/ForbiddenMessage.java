package io.kubespring.apiserver.authorization;

import java.util.List;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.meta.GroupResource;
import io.kubespring.apiserver.request.RequestInfo;

/**
 * Words a refusal as {@code k8s.io/apiserver/pkg/endpoints/handlers/responsewriters}
 * does.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ForbiddenMessage {

	private ForbiddenMessage() {
	}

	/**
	 * The answer to a request that its caller may not make.
	 * @param user the caller
	 * @param request the request
	 * @param reason why, may be empty
	 * @return 403 {@code Forbidden}
	 */
	public static ApiStatusException of(UserInfo user, RequestInfo request, String reason) {
		String detail = escape(detail(user, request));
		String text = reason.isEmpty() ? detail : detail + ": " + reason;
		String prefix = prefix(request);
		return new ApiStatusException(Status.failure(403, "Forbidden",
				prefix.isEmpty() ? "forbidden: " + text : prefix + " is forbidden: " + text,
				new StatusDetails(request.name(), request.apiGroup(), request.resource(), "", List.of(), 0)));
	}

	/**
	 * Escape a text so that it never looks like HTML.
	 * @param text the text
	 * @return the text with {@code &}, {@code <} and {@code >} escaped
	 */
	public static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	private static String prefix(RequestInfo request) {
		if (request.resource().isEmpty()) {
			return "";
		}
		String resource = new GroupResource(request.apiGroup(), request.resource()).toString();
		return request.name().isEmpty() ? resource : resource + " " + GoQuote.quote(request.name());
	}

	private static String detail(UserInfo user, RequestInfo request) {
		String subject = "User " + GoQuote.quote(user.name()) + " cannot " + request.verb();
		if (!request.resourceRequest()) {
			return subject + " path " + GoQuote.quote(request.path());
		}
		String resource = request.subresource().isEmpty() ? request.resource()
				: request.resource() + "/" + request.subresource();
		return subject + " resource " + GoQuote.quote(resource) + " in API group " + GoQuote.quote(request.apiGroup())
				+ (request.namespace().isEmpty() ? " at the cluster scope"
						: " in the namespace " + GoQuote.quote(request.namespace()));
	}

}
