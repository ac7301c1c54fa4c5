package io.kubespring.apiserver.authorization;

import java.util.Set;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

/**
 * Allows everything to the members of some groups, usually {@code system:masters}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class AlwaysAllowGroupsAuthorizer implements Authorizer {

	private static final Mono<Decision> ALLOWED = Mono.just(Decision.ALLOW);

	private static final Mono<Decision> NO_OPINION = Mono.just(Decision.NO_OPINION);

	private final Set<String> groups;

	/**
	 * Create an authorizer.
	 * @param groups the groups
	 */
	public AlwaysAllowGroupsAuthorizer(Set<String> groups) {
		this.groups = Set.copyOf(groups);
	}

	@Override
	public Mono<Decision> authorize(UserInfo user, RequestInfo request) {
		for (String group : user.groups()) {
			if (this.groups.contains(group)) {
				return ALLOWED;
			}
		}
		return NO_OPINION;
	}

}
