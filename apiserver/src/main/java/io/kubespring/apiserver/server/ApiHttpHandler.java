package io.kubespring.apiserver.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

import io.kubespring.apiserver.authorization.ForbiddenMessage;
import io.kubespring.apiserver.discovery.DiscoveryRequest;
import io.kubespring.apiserver.discovery.DiscoveryResponse;
import io.kubespring.apiserver.endpoint.ApiExchange;
import io.kubespring.apiserver.endpoint.ResourceHandler;
import io.kubespring.apiserver.endpoint.ResponseWriter;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.registry.AtHand;
import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
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

	private final ApiServer server;

	private final RequestAuthentication authentication;

	private final RequestSteps apiSteps;

	private final RequestSteps applicationSteps;

	private final ServerState state;

	private final HealthHandler health;

	private final PathClaims claims;

	private final HttpHandler application;

	/**
	 * Create a handler.
	 * @param server what serves the resources
	 * @param authentication finds out who calls
	 * @param authorization decides whether they may
	 * @param state whether anything is served
	 * @param contributed checks of others, asked for once, with the first request for
	 * health
	 * @param claims which paths are the API's
	 * @param application what serves all other paths
	 */
	public ApiHttpHandler(ApiServer server, RequestAuthentication authentication, RequestAuthorization authorization,
			ServerState state, Supplier<List<HealthCheck>> contributed, PathClaims claims, HttpHandler application) {
		this.server = server;
		this.authentication = authentication;
		this.apiSteps = RequestSteps.ofApi(server, authentication, authorization, state);
		this.applicationSteps = RequestSteps.ofApplication(authentication, authorization);
		this.state = state;
		this.health = new HealthHandler(() -> state.checks(contributed.get()));
		this.claims = claims;
		this.application = application;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest received, ServerHttpResponse response) {
		ServerHttpRequest request = RequestTarget.asSent(received);
		if (request == null) {
			response.setStatusCode(HttpStatus.BAD_REQUEST);
			return response.setComplete();
		}
		String path = request.getURI().getRawPath();
		PathClaims.Owner owner = this.claims.owner((path.indexOf('%') != -1) ? request.getURI().getPath() : path);
		if (owner == PathClaims.Owner.APPLICATION) {
			return this.application.handle(received, response);
		}
		Mono<Void> handled = handle(new ApiExchange(request, response, Connections.eventLoop(request)), owner);
		// Spring's response to HEAD drops bodies and leaves it to its handler to send the
		// head.
		return HttpMethod.HEAD.equals(request.getMethod()) ? handled.then(Mono.defer(response::setComplete)) : handled;
	}

	private Mono<Void> handle(ApiExchange exchange, PathClaims.Owner owner) {
		boolean api = owner == PathClaims.Owner.API;
		Mono<Void> answer;
		try {
			Mono<Void> gate = (api ? this.apiSteps : this.applicationSteps).run(exchange, 0);
			answer = (gate != null) ? gate.then(Mono.defer(() -> serve(exchange, api))) : serve(exchange, api);
		}
		catch (Throwable ex) {
			answer = fail(exchange, ex);
		}
		Mono<Void> safe = answer.onErrorResume((ex) -> fail(exchange, ex));
		return api ? GuardedAnswer.of(exchange, safe, this.server.limits().timer()) : safe;
	}

	private Mono<Void> serve(ApiExchange exchange, boolean api) {
		if (!api) {
			return known(exchange, this.application.handle(exchange.requestWithout(this.authentication::hides).build(),
					exchange.response()));
		}
		RequestInfo info = exchange.info();
		if (info.resourceRequest()) {
			ResourceHandler handler = this.server.handler(info);
			return (handler != null) ? known(exchange, handler.handle(exchange, this.authentication::hides))
					: unknown(exchange, info);
		}
		if (HealthHandler.claims(info.path())) {
			return health(exchange, info.path());
		}
		DiscoveryResponse document = this.server.discovery().answer(discoveryRequest(exchange, info));
		return (document != null) ? ResponseWriter.write(exchange, document.status(), document.headers(),
				document.body(), document.compression()) : unknown(exchange, info);
	}

	/**
	 * Let user code on the way to an answer know who calls.
	 */
	private Mono<Void> known(ApiExchange exchange, Mono<Void> answer) {
		CallerContext callers = this.authentication.callerContext();
		return (callers != null) ? answer.contextWrite((context) -> callers.with(context, exchange.user())) : answer;
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
		return index(exchange);
	}

	private Mono<Void> index(ApiExchange exchange) {
		return ResponseWriter.write(exchange, 404, "application/json", this.server.discovery().indexDocument());
	}

	private Mono<Void> health(ApiExchange exchange, String path) {
		Mono<HealthHandler.Answer> answer = this.health.answer(path, exchange.query());
		if (!AtHand.is(answer)) {
			return answer.flatMap((known) -> write(exchange, known));
		}
		HealthHandler.Answer known = AtHand.take(answer);
		return (known != null) ? write(exchange, known) : index(exchange);
	}

	private static Mono<Void> write(ApiExchange exchange, HealthHandler.Answer answer) {
		if (answer.nosniff()) {
			exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
		}
		return ResponseWriter.write(exchange, answer.status(), PlainTextFailure.MEDIA_TYPE,
				answer.body().getBytes(StandardCharsets.UTF_8));
	}

	private Mono<Void> fail(ApiExchange exchange, Throwable ex) {
		this.state.failed(ex);
		if (exchange.response().isCommitted()) {
			return cutOff(exchange, ex);
		}
		if (ex instanceof PlainTextFailure failure) {
			return failure.write(exchange);
		}
		if (ex instanceof AuthorizationFailure failure) {
			exchange.response().getHeaders().set("X-Content-Type-Options", "nosniff");
			String text = "Internal Server Error: " + GoQuote.quote(exchange.requestUri()) + ": "
					+ failure.getMessage();
			return ResponseWriter.write(exchange, 500, PlainTextFailure.MEDIA_TYPE,
					(ForbiddenMessage.escape(text) + "\n").getBytes(StandardCharsets.UTF_8));
		}
		return ResponseWriter.writeError(exchange, ex);
	}

	/**
	 * A failure within an answer: the client must not take what it has for the whole. It
	 * is logged unless it is only that the client left.
	 */
	private static Mono<Void> cutOff(ApiExchange exchange, Throwable ex) {
		if (Connections.isLost(ex)) {
			return Mono.error(ex);
		}
		ResponseWriter.log(exchange, ex);
		Connections.abort(exchange);
		return Mono.empty();
	}

}
