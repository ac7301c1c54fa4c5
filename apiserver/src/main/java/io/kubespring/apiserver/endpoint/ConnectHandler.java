package io.kubespring.apiserver.endpoint;

import java.util.function.Predicate;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.admission.AdmissionChain;
import io.kubespring.apiserver.admission.AdmissionRequest;
import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.ConnectorDefinition;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.WorkerCall;
import io.kubespring.apiserver.resource.Connector;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Serves the subresources of one resource that connect: reads the object, asks admission
 * and the bean for a handler on a worker thread, and hands the request over, on its event
 * loop and without what identified its caller. The handler sees the path behind the
 * subresource. No deadline ends it; a WebSocket ends with the server.
 */
final class ConnectHandler {

	private final ResourceDefinition definition;

	private final ReadHandler reads;

	private final ObjectCodec<KubernetesObject> codec;

	private final Scheduler workers;

	private final LongRunningRequests longRunning;

	ConnectHandler(ResourceDefinition definition, ReadHandler reads, Scheduler workers,
			LongRunningRequests longRunning) {
		this.definition = definition;
		this.reads = reads;
		this.codec = new ObjectCodec<>(definition.type());
		this.workers = workers;
		this.longRunning = longRunning;
	}

	Mono<Void> connect(ApiExchange exchange, ConnectorDefinition connector, Predicate<String> hiddenHeaders) {
		if (!connector.methods().contains(exchange.method())) {
			throw ApiStatusException.methodNotAllowed();
		}
		if (exchange.query().has("dryRun")) {
			throw ApiStatusException.badRequest("dryRun is not supported");
		}
		return this.reads.found(exchange, this.reads.readLatest(exchange),
				(object) -> WorkerCall.reading(this.workers, () -> handler(connector, object, exchange))
					.publishOn(Schedulers.fromExecutor(exchange.executor()))
					.flatMap((handler) -> handle(exchange, handler, hiddenHeaders)));
	}

	private WebHandler handler(ConnectorDefinition connector, EncodedObject object, ApiExchange exchange) {
		ObjectNode tree = object.tree();
		AdmissionChain admission = this.definition.hooks().admission();
		if (admission.handles(Operation.CONNECT)) {
			AdmissionRequest request = new AdmissionRequest(Operation.CONNECT, this.definition.kind(),
					this.definition.resource(), connector.name(), exchange.key(), false, null, null);
			admission.admit(request, tree, null, exchange);
			admission.validate(request, tree, null, exchange);
		}
		return connect(connector.connector(), tree, exchange);
	}

	@SuppressWarnings("unchecked")
	private <T extends KubernetesObject> WebHandler connect(Connector<T> connector, ObjectNode object,
			ApiExchange exchange) {
		return connector.connect((T) this.codec.toObject(object), exchange);
	}

	private Mono<Void> handle(ApiExchange exchange, WebHandler handler, Predicate<String> hiddenHeaders) {
		String path = SubresourcePath.of(exchange.request().getURI().getRawPath(), exchange.info());
		ServerHttpRequest request = exchange.requestWithout(hiddenHeaders).path(path).build();
		ServerWebExchange web = WebExchanges.of(request, exchange.response());
		return this.longRunning.connect(exchange, handler.handle(web))
			.then(Mono.defer(web::cleanupMultipart))
			.then(Mono.defer(exchange.response()::setComplete))
			.onErrorMap(ErrorResponseException.class, ConnectFailure::of);
	}

}
