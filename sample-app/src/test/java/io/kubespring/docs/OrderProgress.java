package io.kubespring.docs;

import java.time.Duration;

import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connections;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.sample.orders.Order;
import io.kubespring.sample.orders.Orders;
import reactor.core.publisher.Flux;

import org.springframework.web.server.WebHandler;

@ApiSubresource(of = Orders.class, name = "progress", methods = "GET")
class OrderProgress implements Connector<Order> {

	@Override
	public WebHandler connect(Order order, RequestContext context) {
		String who = context.user().name();
		return Connections.webSocket((session) -> session.send(Flux.interval(Duration.ofSeconds(1))
			.map((second) -> session.textMessage(who + " waits since " + second + " s"))));
	}

}
