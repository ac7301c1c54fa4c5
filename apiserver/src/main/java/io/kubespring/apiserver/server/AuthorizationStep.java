package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.ForbiddenMessage;
import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.AtHand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks whether the caller may, after {@code WithAuthorization} of
 * {@code k8s.io/apiserver}. A decision that is at hand costs no subscription; a failure
 * to decide is answered by 500, never by more.
 */
final class AuthorizationStep implements RequestStep {

	private final Authorizer authorizer;

	AuthorizationStep(Authorizer authorizer) {
		this.authorizer = authorizer;
	}

	@Override
	public @Nullable Mono<Void> apply(ApiExchange exchange) {
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
		if (decision == null || decision.verdict() != Decision.Verdict.ALLOW) {
			exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
			throw ForbiddenMessage.of(exchange.user(), exchange.info(), (decision != null) ? decision.reason() : "");
		}
	}

}
