package io.kubespring.apiserver.authorization;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

/**
 * Allows everything to whoever was authenticated, for a server without a cluster that
 * could decide.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class AuthenticatedOnlyAuthorizer implements Authorizer {

	private static final Mono<Decision> ALLOW = Mono.just(Decision.ALLOW);

	private static final Mono<Decision> NO_OPINION = Mono.just(Decision.NO_OPINION);

	@Override
	public Mono<Decision> authorize(UserInfo user, RequestInfo request) {
		return user.groups().contains(UserInfo.ALL_AUTHENTICATED) ? ALLOW : NO_OPINION;
	}

}
