package io.kubespring.apiserver.installation;

import reactor.core.publisher.Mono;

/**
 * Asks the cluster what the application itself may do.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface SelfSubjectAccessReviewer {

	/**
	 * Whether the application may do something.
	 * @param access what
	 * @return whether it may; fails if the cluster cannot be asked
	 */
	Mono<Boolean> review(ResourceAccess access);

	/**
	 * Who the application is to the cluster.
	 * @return the user name; fails if the cluster cannot be asked
	 */
	Mono<String> username();

}
