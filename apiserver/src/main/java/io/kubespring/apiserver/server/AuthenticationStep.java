package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.AtHand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds out who calls, after {@code WithAuthentication} of {@code k8s.io/apiserver}.
 */
final class AuthenticationStep implements RequestStep {

	private final Authenticator authenticator;

	AuthenticationStep(Authenticator authenticator) {
		this.authenticator = authenticator;
	}

	@Override
	public @Nullable Mono<Void> apply(ApiExchange exchange) {
		Mono<UserInfo> user = this.authenticator.authenticate(exchange);
		if (AtHand.is(user)) {
			accept(exchange, AtHand.take(user));
			return null;
		}
		return user.switchIfEmpty(Mono.error(ApiStatusException::unauthorized))
			.doOnNext((known) -> accept(exchange, known))
			.then();
	}

	private static void accept(ApiExchange exchange, @Nullable UserInfo user) {
		if (user == null) {
			throw ApiStatusException.unauthorized();
		}
		exchange.user(user);
	}

}
