package io.kubespring.apiserver.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeSet;

import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.StoredResource;
import reactor.core.publisher.Mono;

import org.springframework.web.server.WebHandler;

/**
 * A stored resource that also tells which headers reach the code of a user.
 */
@ApiResource(group = "g.io", version = "v1")
class Foos implements StoredResource<Foos.Foo> {

	static class Foo extends ApiObject<FooSpec, Void> {

	}

	record FooSpec(String color) {

	}

	@ApiSubresource(of = Foos.class, name = "echo")
	static class Echo implements Connector<Foo> {

		@Override
		public WebHandler connect(Foo foo, RequestContext context) {
			return (exchange) -> {
				String seen = context.user().name() + " "
						+ String.join(",", new TreeSet<>(exchange.getRequest().getHeaders().headerNames()))
							.toLowerCase(Locale.ROOT);
				return exchange.getResponse()
					.writeWith(Mono
						.just(exchange.getResponse().bufferFactory().wrap(seen.getBytes(StandardCharsets.UTF_8))));
			};
		}

	}

}
