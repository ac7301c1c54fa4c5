package io.kubespring.apiserver.server;

import java.util.List;

import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authentication.WebSocketTokenAuthenticator;
import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.AtHand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds out who calls, after {@code WithAuthentication} of {@code k8s.io/apiserver}. A
 * connection of HTTP/2 over which somebody unknown called is ended behind the answer, for
 * it is dear and lends itself to abuse; unless it is one of a proxy, which speaks for
 * others as well.
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
			try {
				accept(exchange, AtHand.take(user));
				return null;
			}
			catch (RuntimeException ex) {
				endUnknown(exchange);
				throw ex;
			}
		}
		return user.switchIfEmpty(Mono.error(ApiStatusException::unauthorized))
			.doOnNext((known) -> accept(exchange, known))
			.doOnError((ex) -> endUnknown(exchange))
			.then();
	}

	private void accept(ApiExchange exchange, @Nullable UserInfo user) {
		if (user == null) {
			throw ApiStatusException.unauthorized();
		}
		exchange.user(user);
		hideTokens(exchange);
		if (user.isAnonymous()) {
			endUnknown(exchange);
		}
	}

	/**
	 * Whoever was authenticated by whatever: a token among the subprotocols is nothing
	 * for those who choose one.
	 */
	private static void hideTokens(ApiExchange exchange) {
		List<String> offered = exchange.header(WebSocketTokenAuthenticator.PROTOCOLS);
		String others = offered.isEmpty() ? null : WebSocketTokenAuthenticator.withoutTokens(offered);
		if (others != null) {
			exchange.replaceHeader(WebSocketTokenAuthenticator.PROTOCOLS, others);
		}
	}

	private void endUnknown(ApiExchange exchange) {
		if (Connections.isHttp2(exchange) && !this.authenticator.speaksForMany(exchange)) {
			Connections.close(exchange);
		}
	}

}
