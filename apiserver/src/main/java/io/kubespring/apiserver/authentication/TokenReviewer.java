package io.kubespring.apiserver.authentication;

import reactor.core.publisher.Mono;

/**
 * Asks somebody who knows whether a bearer token is valid.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenReviewer {

	/**
	 * Review a token; must not block.
	 * @param token the token
	 * @return the user it belongs to; empty for a token that is not valid; an error if
	 * that could not be found out or the reviewer explains its refusal, which is not
	 * remembered
	 */
	Mono<UserInfo> review(String token);

}
