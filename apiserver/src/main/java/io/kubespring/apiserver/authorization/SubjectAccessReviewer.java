package io.kubespring.apiserver.authorization;

import reactor.core.publisher.Mono;

/**
 * Asks somebody who knows whether a user may do something.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface SubjectAccessReviewer {

	/**
	 * Review access; must not block.
	 * @param review the question
	 * @return the decision, never empty; an error if it could not be found out
	 */
	Mono<Decision> review(AccessReview review);

}
