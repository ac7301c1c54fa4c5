package io.kubespring.apiserver.write;

import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.Storable;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.storage.ConflictException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way in which stored objects change: read, mutate, prepare, validate, encode
 * once, append; again from the start when somebody else was faster. Blocks, and so runs
 * on a worker thread from start to end; safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class WritePipeline implements ObjectWriter {

	private final ResourceDefinition definition;

	private final StoredObjects objects;

	private final CreateStep create;

	private final ChangeStep change;

	private final DeleteStep delete;

	/**
	 * Create the pipeline of a resource.
	 * @param definition the resource
	 * @param objects its objects
	 * @param namespaces where objects may be created
	 * @param clock tells creation and deletion times
	 * @param random makes names and uids
	 */
	public WritePipeline(ResourceDefinition definition, StoredObjects objects, NamespaceLookup namespaces, Clock clock,
			RandomGenerator random) {
		this.definition = definition;
		this.objects = objects;
		this.create = new CreateStep(definition, namespaces, clock, random);
		this.change = new ChangeStep(definition);
		this.delete = new DeleteStep(definition, clock);
	}

	@Override
	public WriteResult execute(WriteRequest request, RequestContext context) {
		return (request.mutation() instanceof Mutation.Create creation) ? create(request, creation, context)
				: update(request, context);
	}

	private WriteResult create(WriteRequest request, Mutation.Create creation, RequestContext context) {
		ObjectNode admitted = this.create.admit(request, creation.object(), context);
		boolean generated = CreateStep.isGenerated(admitted);
		for (int attempt = 1;; attempt++) {
			Prepared prepared = this.create.prepare(request, generated ? admitted.deepCopy() : admitted, context);
			EncodedObject existing = this.objects.readLatest(prepared.path());
			if (existing == null) {
				try {
					return new WriteResult(WriteResult.Outcome.CREATED, commit(request, prepared, 0));
				}
				catch (ConflictException ex) {
					existing = this.objects.readLatest(prepared.path());
				}
			}
			this.create.refuse(generated, prepared, existing, attempt);
		}
	}

	private WriteResult update(WriteRequest request, RequestContext context) {
		EncodedObject cached = this.objects.read(request.key().path());
		Tried tried = (cached != null && !request.dryRun()) ? tryCached(request, cached, context) : null;
		if (tried != null && tried.isWritten()) {
			return tried.outcome();
		}
		EncodedObject current = latest(request, (tried != null) ? cached : null);
		if (tried != null && current == cached) {
			return tried.outcome();
		}
		while (true) {
			try {
				return (current != null) ? update(request, current, context) : createByUpdate(request, context);
			}
			catch (ConflictException ex) {
				current = this.objects.readLatest(request.key().path());
			}
		}
	}

	/**
	 * Write on top of a state that may lag. Only what was written counts: a refusal or
	 * that nothing changes counts if the state turns out to be the latest.
	 */
	private @Nullable Tried tryCached(WriteRequest request, EncodedObject cached, RequestContext context) {
		try {
			WriteResult result = update(request, cached, context);
			boolean written = result.object() != cached || result.outcome() == WriteResult.Outcome.DELETED;
			return new Tried(result, null, written);
		}
		catch (ConflictException ex) {
			return null;
		}
		catch (RuntimeException ex) {
			return new Tried(null, ex, false);
		}
	}

	private @Nullable EncodedObject latest(WriteRequest request, @Nullable EncodedObject cached) {
		EncodedObject latest = this.objects.readLatest(request.key().path());
		return (latest != null && cached != null && latest.revision() == cached.revision()) ? cached : latest;
	}

	private WriteResult createByUpdate(WriteRequest request, RequestContext context) {
		ObjectNode whole = (request.creation() != null && request.part() == WriteRequest.Part.OBJECT
				&& request.mutation() instanceof Mutation.Change wanted) ? wanted.whole() : null;
		if (whole == null) {
			throw ApiStatusException.notFound(this.definition.groupResource(), request.key().name());
		}
		ObjectNode admitted = this.create.admit(request, whole, context);
		Prepared prepared = this.create.prepare(request, admitted, context);
		return new WriteResult(WriteResult.Outcome.CREATED, commit(request, prepared, 0));
	}

	private WriteResult update(WriteRequest request, EncodedObject current, RequestContext context) {
		Prepared prepared = (request.mutation() instanceof Mutation.Delete deletion)
				? this.delete.prepare(request, deletion, current, context)
				: this.change.prepare(request, (Mutation.Change) request.mutation(), current, context);
		if (prepared.tree() == null) {
			return remove(request, prepared, current);
		}
		Storable desired = this.objects.encode(prepared.tree());
		EncodedObject object = current.holds(desired.served()) ? current
				: commit(request, prepared, current.revision(), desired);
		return new WriteResult(prepared.outcome(), object);
	}

	private WriteResult remove(WriteRequest request, Prepared prepared, EncodedObject current) {
		EncodedObject last = (prepared.answer() != null)
				? EncodedObject.decode(current.revision(), TreeCodec.SHARED.writeStored(prepared.answer())) : current;
		if (!request.dryRun()) {
			try {
				this.objects.append(prepared.path(), current.revision(), null);
			}
			catch (ConflictException ex) {
				requireGone(prepared, ex);
			}
		}
		return new WriteResult(prepared.outcome(), last);
	}

	/**
	 * Of several who take the last finalizer away at once, all get what they wanted.
	 */
	private void requireGone(Prepared prepared, ConflictException conflict) {
		if (prepared.outcome() == WriteResult.Outcome.DELETED || this.objects.readLatest(prepared.path()) != null) {
			throw conflict;
		}
	}

	private EncodedObject commit(WriteRequest request, Prepared prepared, long expectedRevision) {
		return commit(request, prepared, expectedRevision, this.objects.encode(prepared.requireTree()));
	}

	private EncodedObject commit(WriteRequest request, Prepared prepared, long expectedRevision, Storable desired) {
		if (request.dryRun()) {
			return EncodedObject.decode(expectedRevision, desired.served());
		}
		long revision = this.objects.append(prepared.path(), expectedRevision, desired);
		@Nullable EncodedObject seen = this.objects.seen(prepared.path(), revision);
		return (seen != null) ? seen : EncodedObject.decode(revision, desired.served());
	}

	/**
	 * What came of writing on top of a state that may lag.
	 */
	private record Tried(@Nullable WriteResult result, @Nullable RuntimeException refusal, boolean isWritten) {

		WriteResult outcome() {
			if (this.refusal != null) {
				throw this.refusal;
			}
			return Objects.requireNonNull(this.result, "a result or a refusal");
		}

	}

}
