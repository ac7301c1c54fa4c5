package io.kubespring.apiserver.server;

import java.util.concurrent.ThreadLocalRandom;

import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.meta.RandomUuid;
import io.kubespring.apiserver.request.RequestInfoException;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * The filters of API requests in their order, after {@code DefaultBuildHandlerChain} of
 * {@code k8s.io/apiserver/pkg/server}.
 */
final class RequestSteps {

	private final RequestStep[] steps;

	private RequestSteps(RequestStep... steps) {
		this.steps = steps;
	}

	/**
	 * The filters of the API's paths.
	 */
	static RequestSteps ofApi(ApiServer server, RequestAuthentication authentication,
			RequestAuthorization authorization, ServerState state) {
		return new RequestSteps(RequestSteps::auditId, new DateStep(server.clock()), RequestSteps::requestInfo,
				RequestSteps::cacheControl, (exchange) -> serving(exchange, state), new DeadlineStep(server),
				new AuthenticationStep(authentication.authenticator()),
				new ImpersonationStep(authorization.impersonation()), new MaxInFlightStep(server.limits()),
				new AuthorizationStep(authorization.authorizer()));
	}

	/**
	 * The filters of guarded paths of the application, which answer before and after the
	 * API does: health is asked for exactly then.
	 */
	static RequestSteps ofApplication(RequestAuthentication authentication, RequestAuthorization authorization) {
		return new RequestSteps(RequestSteps::auditId, RequestSteps::requestInfo, RequestSteps::cacheControl,
				new AuthenticationStep(authentication.authenticator()),
				new ImpersonationStep(authorization.impersonation()),
				new AuthorizationStep(authorization.authorizer()));
	}

	/**
	 * Run all steps from one on.
	 * @return {@code null} if all went on at once
	 */
	@Nullable Mono<Void> run(ApiExchange exchange, int from) {
		for (int i = from; i < this.steps.length; i++) {
			Mono<Void> gate = this.steps[i].apply(exchange);
			if (gate != null) {
				int next = i + 1;
				return gate.then(Mono.defer(() -> {
					Mono<Void> rest = run(exchange, next);
					return (rest != null) ? rest : Mono.empty();
				}));
			}
		}
		return null;
	}

	/**
	 * Under this id the request is found in everybody's logs.
	 */
	private static @Nullable Mono<Void> auditId(ApiExchange exchange) {
		String given = exchange.firstHeader("Audit-ID");
		exchange.response()
			.getHeaders()
			.set("Audit-Id", given.isEmpty() ? RandomUuid.from(ThreadLocalRandom.current()).toString() : given);
		return null;
	}

	private static @Nullable Mono<Void> requestInfo(ApiExchange exchange) {
		try {
			exchange.info(RequestInfoParser.parse(exchange.method(), exchange.request().getURI().getRawPath(),
					exchange.query()));
			return null;
		}
		catch (RequestInfoException ex) {
			throw PlainTextFailure.internal("Internal Server Error: " + GoQuote.quote(exchange.requestUri())
					+ ": failed to create RequestInfo: " + ex.getMessage());
		}
	}

	private static @Nullable Mono<Void> cacheControl(ApiExchange exchange) {
		exchange.response().getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-cache, private");
		return null;
	}

	/**
	 * Before start-up is complete nothing is known, which is not the same as that there
	 * is nothing: controllers act on a 404.
	 */
	private static @Nullable Mono<Void> serving(ApiExchange exchange, ServerState state) {
		if (HealthHandler.claims(exchange.info().path()) || state.isServing()) {
			return null;
		}
		if (state.isDraining()) {
			if (state.sendsRetryAfter()) {
				throw PlainTextFailure.shuttingDown();
			}
			Connections.close(exchange);
			exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
			throw ApiStatusException.serviceUnavailable("apiserver is shutting down", 1);
		}
		throw ApiStatusException.serviceUnavailable(
				"the request has been made before all known HTTP paths have been" + " installed, please try again", 5);
	}

}
