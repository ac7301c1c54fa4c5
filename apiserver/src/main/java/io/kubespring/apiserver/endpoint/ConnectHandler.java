package io.kubespring.apiserver.endpoint;

import java.util.function.Predicate;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.ConnectorDefinition;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.WorkerCall;
import io.kubespring.apiserver.resource.Connector;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Serves the subresources of one resource that connect: reads the object, asks the bean
 * for a handler on a worker thread, and hands the request over without what identified
 * its caller. The handler sees the path behind the subresource.
 */
final class ConnectHandler {

	/**
	 * Resource, name and subresource.
	 */
	private static final int PARTS_OF_SUBRESOURCE = 3;

	private final ReadHandler reads;

	private final ObjectCodec<KubernetesObject> codec;

	private final Scheduler workers;

	ConnectHandler(ResourceDefinition definition, ReadHandler reads, Scheduler workers) {
		this.reads = reads;
		this.codec = new ObjectCodec<>(definition.type());
		this.workers = workers;
	}

	Mono<Void> connect(ApiExchange exchange, ConnectorDefinition connector, Predicate<String> hiddenHeaders) {
		if (!connector.methods().contains(exchange.method())) {
			throw ApiStatusException.methodNotAllowed();
		}
		if (exchange.query().has("dryRun")) {
			throw ApiStatusException.badRequest("dryRun is not supported");
		}
		return this.reads.found(exchange, this.reads.readLatest(exchange),
				(object) -> WorkerCall.reading(this.workers, () -> handler(connector.connector(), object, exchange))
					.flatMap((handler) -> handler.handle(
							exchange.requestWithout(hiddenHeaders).path(subpath(exchange)).build(),
							exchange.response())));
	}

	@SuppressWarnings("unchecked")
	private <T extends KubernetesObject> HttpHandler handler(Connector<T> connector, EncodedObject object,
			ApiExchange exchange) {
		WebHandler handler = connector.connect((T) this.codec.toObject(object.tree()), exchange);
		return WebHttpHandlerBuilder.webHandler(handler).build();
	}

	/**
	 * The raw path behind the subresource, with its slash at the end if it has one.
	 */
	private static String subpath(ApiExchange exchange) {
		String[] all = exchange.request().getURI().getRawPath().split("/", -1);
		int end = all.length;
		while (end > 0 && all[end - 1].isEmpty()) {
			end--;
		}
		int behind = exchange.info().parts().size() - PARTS_OF_SUBRESOURCE;
		StringBuilder path = new StringBuilder();
		for (int i = end - behind; i < end; i++) {
			path.append('/').append(all[i]);
		}
		return (path.isEmpty() || end < all.length) ? path.append('/').toString() : path.toString();
	}

}
