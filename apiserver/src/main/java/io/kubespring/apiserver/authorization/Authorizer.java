package io.kubespring.apiserver.authorization;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

/**
 * Decides whether a caller may do what a request asks. Beans of this type are asked in
 * order; the first verdict other than {@link Decision.Verdict#NO_OPINION} wins, after
 * {@code k8s.io/apiserver/pkg/authorization/union}.
 * <p>
 * Called on an event loop: implementations must not block. A decision that is at hand is
 * best given by {@link Mono#just}, which costs no subscription.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface Authorizer {

	/**
	 * Decide about a request.
	 * @param user the caller
	 * @param request what is asked
	 * @return the decision, never empty; an error counts as no opinion and is answered by
	 * 500 where nobody else decides
	 */
	Mono<Decision> authorize(UserInfo user, RequestInfo request);

}
