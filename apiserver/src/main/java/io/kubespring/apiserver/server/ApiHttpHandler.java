package io.kubespring.apiserver.server;

import java.nio.charset.StandardCharsets;

import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.ForbiddenMessage;
import io.kubespring.apiserver.discovery.DiscoveryRequest;
import io.kubespring.apiserver.discovery.DiscoveryResponse;
import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.endpoint.ResourceHandler;
import io.kubespring.apiserver.endpoint.ResponseWriter;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * The edge: takes the paths of the API before an exchange of the application exists, so
 * that no filter, security chain or observation of the application can slow, block or
 * bypass them; everything else is the application's. One
 * {@link io.kubespring.apiserver.request.RequestInfo} drives authorization and routing.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ApiHttpHandler implements HttpHandler {

	private static final String PLAIN_TEXT = "text/plain; charset=utf-8";

	private final ApiServer server;

	private final Authenticator authenticator;

	private final RequestSteps apiSteps;

	private final RequestSteps applicationSteps;

	private final HealthHandler health;

	private final PathClaims claims;

	private final HttpHandler application;

	/**
	 * Create a handler.
	 * @param server what serves the resources
	 * @param authenticator finds out who calls
	 * @param authorizer decides whether they may
	 * @param state whether anything is served
	 * @param claims which paths are the API's
	 * @param application what serves all other paths
	 */
	public ApiHttpHandler(ApiServer server, Authenticator authenticator, Authorizer authorizer, ServerState state,
			PathClaims claims, HttpHandler application) {
		this.server = server;
		this.authenticator = authenticator;
		this.apiSteps = RequestSteps.ofApi(authenticator, authorizer, state);
		this.applicationSteps = RequestSteps.ofApplication(authenticator, authorizer);
		this.health = new HealthHandler(state.checks());
		this.claims = claims;
		this.application = application;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		String path = request.getURI().getRawPath();
		PathClaims.Owner owner = this.claims.owner((path.indexOf('%') != -1) ? request.getURI().getPath() : path);
		if (owner == PathClaims.Owner.APPLICATION) {
			return this.application.handle(request, response);
		}
		Mono<Void> handled = handle(new ApiExchange(request, response, EventLoops.of(request)), owner);
		// Spring's response to HEAD drops bodies and leaves it to its handler to send the
		// head.
		return HttpMethod.HEAD.equals(request.getMethod()) ? handled.then(Mono.defer(response::setComplete)) : handled;
	}

	private Mono<Void> handle(ApiExchange exchange, PathClaims.Owner owner) {
		boolean api = owner == PathClaims.Owner.API;
		try {
			Mono<Void> gate = (api ? this.apiSteps : this.applicationSteps).run(exchange, 0);
			Mono<Void> answer = (gate != null) ? gate.then(Mono.defer(() -> serve(exchange, api)))
					: serve(exchange, api);
			return answer.onErrorResume((ex) -> fail(exchange, ex));
		}
		catch (RuntimeException ex) {
			return fail(exchange, ex);
		}
	}

	private Mono<Void> serve(ApiExchange exchange, boolean api) {
		if (!api) {
			return this.application.handle(exchange.requestWithout(this.authenticator::hides).build(),
					exchange.response());
		}
		RequestInfo info = exchange.info();
		if (info.resourceRequest()) {
			ResourceHandler handler = info.apiPrefix().equals("apis") ? this.server.handler(info.groupVersionResource())
					: null;
			return (handler != null) ? handler.handle(exchange, this.authenticator::hides) : unknown(exchange, info);
		}
		if (HealthHandler.claims(info.path())) {
			return health(exchange, info.path());
		}
		DiscoveryResponse document = this.server.discovery().answer(discoveryRequest(exchange, info));
		return (document != null) ? write(exchange, document) : unknown(exchange, info);
	}

	private static DiscoveryRequest discoveryRequest(ApiExchange exchange, RequestInfo info) {
		return new DiscoveryRequest(exchange.method(), info.path(), exchange.firstHeader(HttpHeaders.ACCEPT),
				exchange.firstHeader(HttpHeaders.IF_NONE_MATCH), exchange.query().first("hash"), exchange.pretty());
	}

	/**
	 * A path that leads nowhere: below a group that is served a status, elsewhere the
	 * index of paths, as the reference answers.
	 */
	private Mono<Void> unknown(ApiExchange exchange, RequestInfo info) {
		String[] parts = info.path().split("/", 4);
		if (parts.length > 2 && parts[1].equals("apis") && this.server.discovery().knowsGroup(parts[2])) {
			throw ApiStatusException.pathNotFound();
		}
		return ResponseWriter.write(exchange, 404, "application/json", this.server.discovery().indexDocument());
	}

	private Mono<Void> health(ApiExchange exchange, String path) {
		HealthHandler.@Nullable Answer answer = this.health.answer(path, exchange.query());
		if (answer == null) {
			return ResponseWriter.write(exchange, 404, "application/json", this.server.discovery().indexDocument());
		}
		exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
		return ResponseWriter.write(exchange, answer.status(), PLAIN_TEXT,
				answer.body().getBytes(StandardCharsets.UTF_8));
	}

	private static Mono<Void> write(ApiExchange exchange, DiscoveryResponse document) {
		ServerHttpResponse response = exchange.response();
		response.setStatusCode(HttpStatusCode.valueOf(document.status()));
		document.headers().forEach(response.getHeaders()::set);
		if (document.body().length == 0) {
			return response.setComplete();
		}
		response.getHeaders().setContentLength(document.body().length);
		return response.writeWith(Mono.just(response.bufferFactory().wrap(document.body())));
	}

	private static Mono<Void> fail(ApiExchange exchange, Throwable ex) {
		if (exchange.response().isCommitted()) {
			return Mono.error(ex);
		}
		if (ex instanceof RequestSteps.PlainTextFailure failure) {
			return ResponseWriter.write(exchange, failure.status(), PLAIN_TEXT, failure.body());
		}
		if (ex instanceof AuthorizationFailure failure) {
			exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
			String text = "Internal Server Error: " + GoQuote.quote(exchange.requestUri()) + ": "
					+ failure.getMessage();
			return ResponseWriter.write(exchange, 500, PLAIN_TEXT,
					(ForbiddenMessage.escape(text) + "\n").getBytes(StandardCharsets.UTF_8));
		}
		return ResponseWriter.writeError(exchange, ex);
	}

}
