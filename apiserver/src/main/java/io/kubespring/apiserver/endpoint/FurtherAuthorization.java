package io.kubespring.apiserver.endpoint;

import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

/**
 * Knows whether the caller of a request may do more than the request says, such as create
 * what it updates.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface FurtherAuthorization {

	/**
	 * Ask.
	 * @param exchange the request
	 * @param info what else it would do
	 * @return completes if the caller may, fails with a status otherwise
	 */
	Mono<Void> require(ApiExchange exchange, RequestInfo info);

}
