package io.kubespring.apiserver.impersonation;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A set of rules by which callers may be somebody else.
 *
 * @author The kubespring authors
 */
@FunctionalInterface
interface ImpersonationMode {

	/**
	 * Ask whether a caller may be a user for a request.
	 * @param wanted the user
	 * @param requestor the caller
	 * @param request the request
	 * @return the user to be, 403 if the caller may not; {@code null} if the mode is not
	 * for such a user
	 */
	@Nullable Mono<UserInfo> check(UserInfo wanted, UserInfo requestor, RequestInfo request);

}
