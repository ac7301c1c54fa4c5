package io.kubespring.apiserver.endpoint;

import java.util.List;
import java.util.function.Function;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.StatusCodec;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.negotiation.BodyType;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ListQuery;
import io.kubespring.apiserver.registry.ResourceBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.DeleteOptionsDecoder;
import io.kubespring.apiserver.request.ListOptionsDecoder;
import io.kubespring.apiserver.request.WriteOptions;
import io.kubespring.apiserver.write.Mutation;
import io.kubespring.apiserver.write.ObjectWriter;
import io.kubespring.apiserver.write.WriteRequest;
import io.kubespring.apiserver.write.WriteRequest.Part;
import io.kubespring.apiserver.write.WriteResult;
import io.kubespring.apiserver.write.WriteResult.Outcome;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Serves the writing verbs of one resource: reads what the client sent, hands the
 * mutation to the write path on a worker thread, and answers with what came of it.
 */
final class WriteHandler {

	private final ResourceDefinition definition;

	private final ResourceBackend backend;

	private final ReadHandler reads;

	private final ObjectWriter writer;

	private final BodyReader bodies;

	private final BodyDecoder decoder;

	private final BodyDecoder scaleDecoder = new BodyDecoder("Scale");

	private final Scheduler workers;

	private final RequestLimits limits;

	private final CollectionDeletion collections;

	WriteHandler(ResourceDefinition definition, ResourceBackend backend, ReadHandler reads, ObjectWriter writer,
			BodyReader bodies, EndpointEnvironment environment) {
		this.definition = definition;
		this.backend = backend;
		this.reads = reads;
		this.writer = writer;
		this.bodies = bodies;
		this.decoder = new BodyDecoder(definition.kind().kind());
		this.workers = environment.workers();
		this.limits = environment.limits();
		this.collections = new CollectionDeletion(environment.workers(), environment.deleteCollectionWorkers());
	}

	Mono<Void> create(ApiExchange exchange) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		BodyType type = BodyType.ofObject(contentType(exchange));
		exchange.writeOptions(options("CreateOptions", exchange));
		ObjectKey key = new ObjectKey(exchange.info().namespace(), "");
		return write(exchange, key, Part.OBJECT, (body) -> new Mutation.Create(this.decoder.object(type, body)))
			.flatMap((result) -> answer(exchange, representation, 201, result.object()));
	}

	Mono<Void> update(ApiExchange exchange, Part part) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		BodyType type = BodyType.ofObject(contentType(exchange));
		exchange.writeOptions(options("UpdateOptions", exchange));
		return write(exchange, exchange.key(), part, (body) -> new Mutation.Replace(this.decoder.object(type, body)))
			.flatMap((result) -> answer(exchange, representation, 200, result.object()));
	}

	Mono<Void> patch(ApiExchange exchange, Part part) {
		BodyType type = BodyType.ofPatch(contentType(exchange));
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		exchange.writeOptions(options("PatchOptions", exchange));
		return write(exchange, exchange.key(), part, (body) -> this.decoder.patch(type, body))
			.flatMap((result) -> answer(exchange, representation, 200, result.object()));
	}

	/**
	 * Update or patch the scale of an object.
	 */
	Mono<Void> scale(ApiExchange exchange, ScaleRenderer scales) {
		boolean patch = exchange.info().verb().equals("patch");
		BodyType type = patch ? BodyType.ofPatch(contentType(exchange)) : BodyType.ofObject(contentType(exchange));
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		exchange.writeOptions(options(patch ? "PatchOptions" : "UpdateOptions", exchange));
		return write(exchange, exchange.key(), Part.OBJECT,
				(body) -> new Mutation.Scaled(scales.view(),
						patch ? this.decoder.patch(type, body)
								: new Mutation.Replace(this.scaleDecoder.scale(type, body))))
			.flatMap((result) -> ResponseWriter.writeJson(exchange, 200, representation,
					scales.scale(result.object(), representation, ReadHandler.include(exchange, representation))));
	}

	Mono<Void> delete(ApiExchange exchange) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		WriteDeadline deadline = new WriteDeadline(this.limits);
		return this.bodies.read(exchange).flatMap((body) -> {
			DeleteOptions options = DeleteOptionsDecoder.validate(deleteOptions(exchange, body));
			return deadline
				.onWorker(this.workers,
						() -> write(exchange, exchange.key(), Part.OBJECT, new Mutation.Delete(options)))
				.flatMap((result) -> answerDeletion(exchange, representation, options, result));
		});
	}

	private Mono<Void> answerDeletion(ApiExchange exchange, Representation representation, DeleteOptions options,
			WriteResult result) {
		if (result.outcome() == Outcome.DELETED) {
			Status gone = Status.success(new StatusDetails(exchange.info().name(), this.definition.resource().group(),
					this.definition.resource().resource(), result.object().uid(), List.of(), 0));
			return ResponseWriter.writeJson(exchange, 200, representation, StatusCodec.write(gone));
		}
		return answer(exchange, representation, Boolean.FALSE.equals(options.orphanDependents()) ? 202 : 200,
				result.object());
	}

	/**
	 * Delete what a list shows. The objects are answered as they were before.
	 */
	Mono<Void> deleteCollection(ApiExchange exchange) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		ListOptions listOptions = ListOptionsDecoder.decode(exchange.query(), false, false);
		ListQuery query = this.reads.query(exchange, listOptions);
		TableRenderer.IncludeObject include = ReadHandler.include(exchange, representation);
		WriteDeadline deadline = new WriteDeadline(this.limits);
		return this.bodies.read(exchange).flatMap((body) -> {
			DeleteOptions options = DeleteOptionsDecoder.validateForCollection(deleteOptions(exchange, body));
			return this.backend.list(query, exchange)
				.flatMap(
						(slice) -> deadline
							.within(this.collections.delete(slice, options,
									(object) -> write(exchange, object.key(), Part.OBJECT,
											new Mutation.Delete(options))))
							.then(Mono.defer(() -> ReadHandler.write(exchange, representation,
									new ListBody(this.reads.renderer(), slice, representation, include)))));
		});
	}

	private DeleteOptions deleteOptions(ApiExchange exchange, byte[] body) {
		DeleteOptions options = (body.length == 0) ? DeleteOptionsDecoder.decode(exchange.query()) : DeleteOptionsBody
			.read(BodyType.ofObject(contentType(exchange)), body, exchange.query().all("dryRun"));
		exchange.writeOptions(new WriteOptions(!options.dryRun().isEmpty(), "", ""));
		return options;
	}

	/**
	 * Read the body, then decode it and write on a worker thread.
	 */
	private Mono<WriteResult> write(ApiExchange exchange, ObjectKey key, Part part, Function<byte[], Mutation> decode) {
		WriteDeadline deadline = new WriteDeadline(this.limits);
		return this.bodies.read(exchange)
			.flatMap((body) -> deadline.onWorker(this.workers, () -> write(exchange, key, part, decode.apply(body))));
	}

	private WriteResult write(ApiExchange exchange, ObjectKey key, Part part, Mutation mutation) {
		return this.writer.execute(new WriteRequest(key, part, mutation, exchange.dryRun()), exchange);
	}

	private Mono<Void> answer(ApiExchange exchange, Representation representation, int status, EncodedObject object) {
		return ResponseWriter.writeJson(exchange, status, representation,
				this.reads.renderer().object(object, representation, ReadHandler.include(exchange, representation)));
	}

	private static WriteOptions options(String kind, ApiExchange exchange) {
		return WriteOptions.decode(kind, exchange.query(), exchange.firstHeader("User-Agent"));
	}

	private static @Nullable String contentType(ApiExchange exchange) {
		return exchange.request().getHeaders().getFirst("Content-Type");
	}

}
