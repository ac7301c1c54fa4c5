package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.ForbiddenMessage;
import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.endpoint.FurtherAuthorization;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.AtHand;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks whether the caller may, after {@code WithAuthorization} of
 * {@code k8s.io/apiserver}. A decision that is at hand costs no subscription; a failure
 * to decide is answered by 500, never by more.
 */
final class AuthorizationStep implements RequestStep {

	private final Authorizer authorizer;

	private final FurtherAuthorization further = this::requireFurther;

	AuthorizationStep(Authorizer authorizer) {
		this.authorizer = authorizer;
	}

	@Override
	public @Nullable Mono<Void> apply(ApiExchange exchange) {
		exchange.authorization(this.further);
		Mono<Decision> decision;
		try {
			decision = this.authorizer.authorize(exchange.user(), exchange.info());
			if (AtHand.is(decision)) {
				require(exchange, AtHand.take(decision));
				return null;
			}
		}
		catch (ApiStatusException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new AuthorizationFailure(ex);
		}
		return decision.defaultIfEmpty(Decision.NO_OPINION)
			.onErrorMap(AuthorizationFailure::new)
			.doOnNext((known) -> require(exchange, known))
			.then();
	}

	private static void require(ApiExchange exchange, @Nullable Decision decision) {
		if (!allows(decision)) {
			exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
			throw refusal(exchange, exchange.info(), decision);
		}
	}

	/**
	 * Ask about more than the request says, on the way; the refusal is a handler's.
	 */
	private Mono<Void> requireFurther(ApiExchange exchange, RequestInfo info) {
		return this.authorizer.authorize(exchange.user(), info)
			.defaultIfEmpty(Decision.NO_OPINION)
			.onErrorMap((ex) -> new IllegalStateException("The authorizer could not be asked", ex))
			.flatMap((known) -> allows(known) ? Mono.<Void>empty() : Mono.error(refusal(exchange, info, known)));
	}

	private static boolean allows(@Nullable Decision decision) {
		return decision != null && decision.verdict() == Decision.Verdict.ALLOW;
	}

	private static ApiStatusException refusal(ApiExchange exchange, RequestInfo info, @Nullable Decision decision) {
		return ForbiddenMessage.of(exchange.user(), info, (decision != null) ? decision.reason() : "");
	}

}
