package io.kubespring.apiserver.endpoint;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.StatusCodec;
import io.kubespring.apiserver.error.ApiStatusException;
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
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.request.WriteOptions;
import io.kubespring.apiserver.write.BodyValidation;
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
		ObjectKey key = new ObjectKey(exchange.info().namespace(), "");
		Decoding decoding = (body, mistakes) -> new Mutation.Create(this.decoder.object(type, body, mistakes));
		return write(exchange, "CreateOptions", key, Part.OBJECT, decoding)
			.flatMap((result) -> this.reads.answer(exchange, 201, representation, result.object()));
	}

	Mono<Void> update(ApiExchange exchange, Part part) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		Decoding decoding = (body, mistakes) -> new Mutation.Replace(
				this.decoder.object(BodyType.ofObject(contentType(exchange)), body, mistakes));
		boolean creating = part == Part.OBJECT && this.definition.hooks().strategy().allowCreateOnUpdate();
		return write(exchange, "UpdateOptions", exchange.key(), part, decoding,
				creating ? () -> exchange.requireAllowed(Verb.CREATE) : null)
			.flatMap((result) -> this.reads.answer(exchange, (result.outcome() == Outcome.CREATED) ? 201 : 200,
					representation, result.object()));
	}

	Mono<Void> patch(ApiExchange exchange, Part part) {
		BodyType type = BodyType.ofPatch(contentType(exchange));
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		Decoding decoding = (body, mistakes) -> this.decoder.patch(type, body, mistakes);
		return write(exchange, "PatchOptions", exchange.key(), part, decoding)
			.flatMap((result) -> this.reads.answer(exchange, 200, representation, result.object()));
	}

	/**
	 * Update or patch the scale of an object.
	 */
	Mono<Void> scale(ApiExchange exchange, ScaleRenderer scales) {
		boolean patch = exchange.info().verb().equals("patch");
		BodyType patched = patch ? BodyType.ofPatch(contentType(exchange)) : BodyType.JSON;
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		Decoding decoding = (body, mistakes) -> new Mutation.Scaled(scales.view(), patch
				? this.decoder.patch(patched, body, mistakes)
				: new Mutation.Replace(this.scaleDecoder.scale(BodyType.ofObject(contentType(exchange)), body)));
		return write(exchange, patch ? "PatchOptions" : "UpdateOptions", exchange.key(), Part.OBJECT, decoding)
			.flatMap((result) -> ResponseWriter.writeJson(exchange, 200, representation,
					scales.scale(result.object(), representation, ReadHandler.include(exchange, representation))));
	}

	Mono<Void> delete(ApiExchange exchange) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		WriteDeadline deadline = new WriteDeadline(this.limits);
		return this.bodies.read(exchange, (body) -> {
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
		return this.reads.answer(exchange, Boolean.FALSE.equals(options.orphanDependents()) ? 202 : 200, representation,
				result.object());
	}

	/**
	 * Delete what a list shows. The objects are answered as they were before.
	 */
	Mono<Void> deleteCollection(ApiExchange exchange) {
		Representation representation = exchange.representation(Negotiator.RESOURCES);
		ListOptions listOptions = ListOptionsDecoder.decode(exchange.query(), false, false);
		ListQuery query = this.reads.query(exchange, listOptions);
		ReadHandler.include(exchange, representation);
		WriteDeadline deadline = new WriteDeadline(this.limits);
		return this.bodies.read(exchange, (body) -> {
			DeleteOptions options = DeleteOptionsDecoder.validateForCollection(deleteOptions(exchange, body));
			return this.backend.list(query, exchange)
				.flatMap(
						(slice) -> deadline
							.within(this.collections.delete(slice, options,
									(object) -> write(exchange, object.key(), Part.OBJECT,
											new Mutation.Delete(options))))
							.then(Mono.defer(() -> this.reads.answer(exchange, representation, slice))));
		});
	}

	private DeleteOptions deleteOptions(ApiExchange exchange, byte[] body) {
		DeleteOptions options = (body.length == 0) ? DeleteOptionsDecoder.decode(exchange.query()) : DeleteOptionsBody
			.read(BodyType.ofObject(contentType(exchange)), body, exchange.query().all("dryRun"));
		exchange.writeOptions(new WriteOptions(!options.dryRun().isEmpty(), "", ""));
		return options;
	}

	private Mono<WriteResult> write(ApiExchange exchange, String optionsKind, ObjectKey key, Part part,
			Decoding decoding) {
		return write(exchange, optionsKind, key, part, decoding, null);
	}

	/**
	 * Read the body and the options, then decode the body and write on a worker thread.
	 */
	private Mono<WriteResult> write(ApiExchange exchange, String optionsKind, ObjectKey key, Part part,
			Decoding decoding, @Nullable Runnable creation) {
		WriteDeadline deadline = new WriteDeadline(this.limits);
		return this.bodies.read(exchange, (body) -> {
			WriteOptions options = WriteOptions.decode(optionsKind, exchange.query(),
					exchange.firstHeader("User-Agent"));
			exchange.writeOptions(options);
			return deadline.onWorker(this.workers, () -> bounded(() -> {
				Set<String> mistakes = new LinkedHashSet<>();
				boolean heeded = BodyValidation.of(options.fieldValidation(), mistakes).isHeeded();
				Mutation mutation = decoding.decode(body, heeded ? mistakes : null);
				BodyValidation validation = BodyValidation.of(options.fieldValidation(), mistakes);
				return this.writer
					.execute(new WriteRequest(key, part, mutation, options.dryRun(), validation, creation), exchange);
			}));
		});
	}

	private WriteResult write(ApiExchange exchange, ObjectKey key, Part part, Mutation mutation) {
		return this.writer.execute(new WriteRequest(key, part, mutation, exchange.dryRun()), exchange);
	}

	/**
	 * A patch can make an object deeper than any body may be. Nothing catches the error
	 * of the stack otherwise, and the client would wait for ever.
	 */
	private static <T> T bounded(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (MalformedBodyException ex) {
			throw ApiStatusException.badRequest(String.valueOf(ex.getMessage()));
		}
		catch (StackOverflowError ex) {
			throw ApiStatusException.badRequest("exceeded max depth");
		}
	}

	private static @Nullable String contentType(ApiExchange exchange) {
		return exchange.request().getHeaders().getFirst("Content-Type");
	}

	/**
	 * Makes of a body what is to be done.
	 */
	@FunctionalInterface
	private interface Decoding {

		/**
		 * Read a body.
		 * @param mistakes gets what a strict reader would not accept, {@code null} to be
		 * told nothing
		 */
		Mutation decode(byte[] body, @Nullable Collection<String> mistakes);

	}

}
