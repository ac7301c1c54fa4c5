package io.kubespring.apiserver.server;

import io.kubespring.apiserver.endpoint.ApiExchange;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One filter of API requests. Steps run in order on an event loop and must not block.
 */
interface RequestStep {

	/**
	 * Look at a request.
	 * @return {@code null} to go on at once; otherwise the request goes on when the
	 * answer completes; an error answers the request
	 */
	@Nullable Mono<Void> apply(ApiExchange exchange);

}
