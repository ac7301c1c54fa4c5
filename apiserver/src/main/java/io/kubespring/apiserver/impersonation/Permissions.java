package io.kubespring.apiserver.impersonation;

import java.util.List;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.ForbiddenMessage;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

/**
 * Asks for what a caller needs to be somebody else. Who may not and who could not be
 * asked about are told the same way, by 403.
 *
 * @author The kubespring authors
 */
final class Permissions {

	/**
	 * Group of users, groups, service accounts and nodes in constrained impersonation, of
	 * uids and extra attributes always.
	 */
	static final String AUTHENTICATION_GROUP = "authentication.k8s.io";

	private static final int FORBIDDEN = 403;

	private final Authorizer authorizer;

	Permissions(Authorizer authorizer) {
		this.authorizer = authorizer;
	}

	/**
	 * Describe the wish to act on an identity.
	 */
	static RequestInfo identity(String verb, String group, String namespace, String resource, String subresource,
			String name) {
		return new RequestInfo(true, "", verb, group.isEmpty() ? "api" : "apis", group, "v1", namespace, resource,
				subresource, name, List.of(), "", "", false);
	}

	/**
	 * Ask whether a user may do something.
	 * @return completes if the user may, 403 otherwise
	 */
	Mono<Void> require(UserInfo user, RequestInfo what) {
		return Mono.defer(() -> this.authorizer.authorize(user, what))
			.onErrorMap((ex) -> isForbidden(ex) ? ex : ForbiddenMessage.of(user, what, message(ex)))
			.defaultIfEmpty(Decision.NO_OPINION)
			.flatMap((decision) -> (decision.verdict() == Decision.Verdict.ALLOW) ? Mono.<Void>empty()
					: Mono.error(ForbiddenMessage.of(user, what, decision.reason())));
	}

	private static boolean isForbidden(Throwable ex) {
		return ex instanceof ApiStatusException refusal && refusal.status().code() == FORBIDDEN;
	}

	private static String message(Throwable ex) {
		String message = ex.getMessage();
		return (message != null) ? message : ex.toString();
	}

}
