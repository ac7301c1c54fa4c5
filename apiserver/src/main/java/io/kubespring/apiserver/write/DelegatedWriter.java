package io.kubespring.apiserver.write;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.registry.DelegatingBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands writes to the verbs of a bean. Kind, metadata and names are checked as for stored
 * objects; a patch is a read, a change and an update.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class DelegatedWriter implements ObjectWriter {

	private final ResourceDefinition definition;

	private final DelegatingBackend backend;

	private final ObjectChecks checks;

	private final TypeMetaCheck typeMeta;

	private final NamespaceLifecycle namespaces;

	/**
	 * Create a writer.
	 * @param definition the resource
	 * @param backend the bean behind it
	 * @param namespaces where objects may be created
	 */
	public DelegatedWriter(ResourceDefinition definition, DelegatingBackend backend, NamespaceLookup namespaces) {
		this.definition = definition;
		this.backend = backend;
		this.checks = new ObjectChecks(definition);
		this.typeMeta = new TypeMetaCheck(definition.kind());
		this.namespaces = new NamespaceLifecycle(definition, namespaces);
	}

	@Override
	public WriteResult execute(WriteRequest request, RequestContext context) {
		if (request.mutation() instanceof Mutation.Create creation) {
			ObjectNode object = check(creation.object().deepCopy(), request, context);
			this.namespaces.admit(Metadata.of(object));
			return new WriteResult(WriteResult.Outcome.CREATED, this.backend.create(object, context));
		}
		if (request.mutation() instanceof Mutation.Delete deletion) {
			if (deletion.options().ignoreStoreReadError()) {
				throw ApiStatusException.internalError("no unsafe deleter provided, can not honor "
						+ "ignoreStoreReadErrorWithClusterBreakingPotential");
			}
			EncodedObject deleted = this.backend.delete(request.key().name(), deletion.options(), context);
			return new WriteResult(WriteResult.Outcome.DELETED, required(deleted, request));
		}
		return update(request, (Mutation.Change) request.mutation(), context);
	}

	private WriteResult update(WriteRequest request, Mutation.Change change, RequestContext context) {
		ObjectNode desired;
		if (change instanceof Mutation.Replace replacement) {
			desired = replacement.object().deepCopy();
		}
		else {
			EncodedObject current = required(this.backend.read(request.key(), context), request);
			desired = (change.apply(current.tree()) instanceof ObjectNode object) ? object : null;
			if (desired == null) {
				throw ApiStatusException.badRequest("the patched document is not an object");
			}
		}
		check(desired, request, context);
		this.checks.matchName(Metadata.of(desired), request.key());
		return new WriteResult(WriteResult.Outcome.UPDATED, this.backend.update(desired, context));
	}

	private ObjectNode check(ObjectNode object, WriteRequest request, RequestContext context) {
		Metadata metadata = this.checks.shape(object, request.validation(), context);
		this.typeMeta.requireVersion(object);
		this.checks.matchNamespace(metadata, request.key());
		OwnerReferences.deduplicate(metadata, true, context);
		return object;
	}

	private EncodedObject required(@Nullable EncodedObject object, WriteRequest request) {
		if (object == null) {
			throw ApiStatusException.notFound(this.definition.groupResource(), request.key().name());
		}
		return object;
	}

}
