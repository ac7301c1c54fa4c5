package io.kubespring.apiserver.authorization;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;

/**
 * The question whether a user may do something, after {@code SubjectAccessReviewSpec};
 * two equal questions have the same answer.
 *
 * @param user the user
 * @param resourceRequest whether it is about a resource, else about a path
 * @param verb the verb
 * @param namespace the namespace, empty for none or all
 * @param apiGroup the group of the resource
 * @param apiVersion the version of the resource
 * @param resource the resource
 * @param subresource the subresource, or empty
 * @param name the name of the object, or empty
 * @param fieldSelector the field selector as the client wrote it, or empty
 * @param labelSelector the label selector as the client wrote it, or empty
 * @param path the path, empty for a resource
 * @author The kubespring authors
 * @since 0.1.0
 */
public record AccessReview(UserInfo user, boolean resourceRequest, String verb, String namespace, String apiGroup,
		String apiVersion, String resource, String subresource, String name, String fieldSelector, String labelSelector,
		String path) {

	/**
	 * Ask whether a user may do what a request asks.
	 * @param user the user
	 * @param request the request
	 * @return the question
	 */
	public static AccessReview of(UserInfo user, RequestInfo request) {
		if (!request.resourceRequest()) {
			return new AccessReview(user, false, request.verb(), "", "", "", "", "", "", "", "", request.path());
		}
		return new AccessReview(user, true, request.verb(), request.namespace(), request.apiGroup(),
				request.apiVersion(), request.resource(), request.subresource(), request.name(),
				request.fieldSelector(), request.labelSelector(), "");
	}

}
