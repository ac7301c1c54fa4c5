package io.kubespring.conformance.demo;

import java.util.LinkedHashMap;
import java.util.Map;

import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebHandler;

/**
 * Answers with the request that reached it.
 */
@ApiSubresource(of = Widgets.class, name = "echo")
class WidgetEcho implements Connector<Widget> {

	@Override
	public WebHandler connect(Widget widget, RequestContext context) {
		return RouterFunctions.toWebHandler(RouterFunctions.route(RequestPredicates.all(), WidgetEcho::echo));
	}

	private static Mono<ServerResponse> echo(ServerRequest request) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("method", request.method().name());
		body.put("path", request.path());
		body.put("query", request.queryParams());
		return ServerResponse.ok().bodyValue(body);
	}

}
