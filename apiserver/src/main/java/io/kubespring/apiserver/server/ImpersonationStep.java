package io.kubespring.apiserver.server;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.impersonation.Impersonation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Goes on as the user that the caller wants to be, after
 * {@code WithConstrainedImpersonation} of {@code k8s.io/apiserver}.
 */
final class ImpersonationStep implements RequestStep {

	private final Impersonation impersonation;

	ImpersonationStep(Impersonation impersonation) {
		this.impersonation = impersonation;
	}

	@Override
	public @Nullable Mono<Void> apply(ApiExchange exchange) {
		try {
			Mono<UserInfo> user = this.impersonation.impersonate(exchange, exchange.user(), exchange.info());
			return (user != null) ? user.doOnError((ex) -> forbidSniffing(exchange)).doOnNext(exchange::user).then()
					: null;
		}
		catch (ApiStatusException ex) {
			forbidSniffing(exchange);
			throw ex;
		}
	}

	private static void forbidSniffing(ApiExchange exchange) {
		exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
	}

}
