package io.kubespring.apiserver.write;

import java.time.Clock;
import java.util.random.RandomGenerator;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.storage.ConflictException;
import org.jspecify.annotations.Nullable;

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
		for (int attempt = 1;; attempt++) {
			Prepared prepared = this.create.prepare(request, creation, context);
			EncodedObject existing = this.objects.readLatest(prepared.path());
			if (existing == null) {
				try {
					return new WriteResult(WriteResult.Outcome.CREATED, commit(request, prepared, 0));
				}
				catch (ConflictException ex) {
					existing = this.objects.readLatest(prepared.path());
				}
			}
			this.create.refuse(creation, prepared, existing, attempt);
		}
	}

	private WriteResult update(WriteRequest request, RequestContext context) {
		EncodedObject cached = this.objects.read(request.key().path());
		WriteResult result = (cached != null && !request.dryRun()) ? updateCached(request, cached, context) : null;
		while (result == null) {
			EncodedObject current = latest(request, cached);
			if (current == null) {
				throw ApiStatusException.notFound(this.definition.groupResource(), request.key().name());
			}
			try {
				result = update(request, current, context);
			}
			catch (ConflictException ex) {
				cached = null;
			}
		}
		return result;
	}

	/**
	 * Write on top of a state that may lag. Only what was written counts: a refusal or
	 * that nothing changes has to be found again in the latest state.
	 */
	private @Nullable WriteResult updateCached(WriteRequest request, EncodedObject cached, RequestContext context) {
		try {
			WriteResult result = update(request, cached, context);
			boolean written = result.object() != cached || result.outcome() == WriteResult.Outcome.DELETED;
			return written ? result : null;
		}
		catch (ConflictException | ApiStatusException ex) {
			return null;
		}
	}

	private @Nullable EncodedObject latest(WriteRequest request, @Nullable EncodedObject cached) {
		EncodedObject latest = this.objects.readLatest(request.key().path());
		return (latest != null && cached != null && latest.revision() == cached.revision()) ? cached : latest;
	}

	private WriteResult update(WriteRequest request, EncodedObject current, RequestContext context) {
		Prepared prepared = (request.mutation() instanceof Mutation.Delete deletion)
				? this.delete.prepare(deletion, current)
				: this.change.prepare(request, (Mutation.Change) request.mutation(), current, context);
		if (prepared.tree() == null) {
			return remove(request, prepared, current);
		}
		byte[] stored = this.objects.kept(TreeCodec.SHARED.writeStored(prepared.tree()));
		EncodedObject object = current.holds(stored) ? current : commit(request, prepared, current.revision(), stored);
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
		return commit(request, prepared, expectedRevision,
				this.objects.kept(TreeCodec.SHARED.writeStored(prepared.requireTree())));
	}

	private EncodedObject commit(WriteRequest request, Prepared prepared, long expectedRevision, byte[] stored) {
		if (request.dryRun()) {
			return EncodedObject.decode(expectedRevision, stored);
		}
		long revision = this.objects.append(prepared.path(), expectedRevision, stored);
		@Nullable EncodedObject seen = this.objects.seen(prepared.path(), revision);
		return (seen != null) ? seen : EncodedObject.decode(revision, stored);
	}

}
