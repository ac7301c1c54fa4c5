package io.kubespring.sample.packing;

import java.nio.charset.StandardCharsets;

import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.sample.orders.Order;
import io.kubespring.sample.orders.OrderSpec;
import io.kubespring.sample.orders.Orders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.WebHandler;

@ApiSubresource(of = Orders.class, name = "slip", methods = "GET")
class PackingSlip implements Connector<Order> {

	@Override
	public WebHandler connect(Order order, RequestContext context) {
		byte[] slip = text(order.getSpec()).getBytes(StandardCharsets.UTF_8);
		return (exchange) -> {
			ServerHttpResponse response = exchange.getResponse();
			response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
			return response.writeWith(Mono.just(response.bufferFactory().wrap(slip)));
		};
	}

	private static String text(@Nullable OrderSpec spec) {
		if (spec == null) {
			return "nothing ordered\n";
		}
		int quantity = (spec.quantity() != null) ? spec.quantity() : 1;
		return quantity + " x " + spec.product() + "\n";
	}

}
