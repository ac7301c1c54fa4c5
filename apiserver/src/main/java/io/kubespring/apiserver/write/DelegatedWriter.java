package io.kubespring.apiserver.write;

import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.registry.DelegatingBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.Verb;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands writes to the verbs of a bean. Kind, metadata and names are checked as for stored
 * objects, and hooks are called as for them; a patch is a read, a change and an update.
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

	private final AdmissionStep admission;

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
		this.admission = new AdmissionStep(definition);
	}

	@Override
	public WriteResult execute(WriteRequest request, RequestContext context) {
		if (request.mutation() instanceof Mutation.Create creation) {
			return create(request, creation, context);
		}
		return (request.mutation() instanceof Mutation.Delete deletion) ? delete(request, deletion, context)
				: update(request, (Mutation.Change) request.mutation(), context);
	}

	private WriteResult create(WriteRequest request, Mutation.Create creation, RequestContext context) {
		ObjectNode object = creation.object().deepCopy();
		check(object, request, context);
		object = this.checks.complete(object);
		this.namespaces.admit(Metadata.of(object));
		object = this.admission.admit(Operation.CREATE, request, object, null, context);
		object = this.definition.hooks().prepareForCreate(object, context);
		FieldErrors errors = new FieldErrors();
		this.definition.hooks().validate(object, errors, context);
		settle(object, errors, context);
		this.admission.validate(Operation.CREATE, request, object, null, context);
		return new WriteResult(WriteResult.Outcome.CREATED, this.backend.create(object, context));
	}

	private WriteResult update(WriteRequest request, Mutation.Change change, RequestContext context) {
		boolean patch = !(change instanceof Mutation.Replace);
		EncodedObject current = patch ? required(this.backend.read(request.key(), context), request)
				: known(request, Operation.UPDATE, context);
		ObjectNode desired = (change instanceof Mutation.Replace replacement) ? replacement.object().deepCopy()
				: patched(change, current);
		check(desired, request, context);
		this.checks.matchName(Metadata.of(desired), request.key());
		desired = this.checks.complete(desired);
		ObjectNode old = (current != null && !this.definition.hooks().isEmpty()) ? current.tree() : null;
		desired = this.admission.admit(Operation.UPDATE, request, desired, old, context);
		FieldErrors errors = new FieldErrors();
		if (old != null) {
			desired = this.definition.hooks().prepareForUpdate(desired, old, context);
			this.definition.hooks().validateUpdate(desired, old, errors, context);
		}
		else {
			this.definition.hooks().validate(desired, errors, context);
		}
		settle(desired, errors, context);
		this.admission.validate(Operation.UPDATE, request, desired, old, context);
		return new WriteResult(WriteResult.Outcome.UPDATED, this.backend.update(desired, context));
	}

	private static ObjectNode patched(Mutation.Change change, @Nullable EncodedObject current) {
		if (current != null && change.apply(current, current.tree()) instanceof ObjectNode object) {
			return object;
		}
		throw ApiStatusException.badRequest("the patched document is not an object");
	}

	private WriteResult delete(WriteRequest request, Mutation.Delete deletion, RequestContext context) {
		if (deletion.options().ignoreStoreReadError()) {
			throw ApiStatusException.internalError(
					"no unsafe deleter provided, can not honor ignoreStoreReadErrorWithClusterBreakingPotential");
		}
		if (this.admission.handles(Operation.DELETE)) {
			this.admission.admitDeletion(request, deletion.options(), known(request, Operation.DELETE, context),
					context);
		}
		EncodedObject deleted = this.backend.delete(request.key().name(), deletion.options(), context);
		return new WriteResult(WriteResult.Outcome.DELETED, required(deleted, request));
	}

	/**
	 * The object as it is, if hooks are to see it and the bean can read.
	 */
	private @Nullable EncodedObject known(WriteRequest request, Operation operation, RequestContext context) {
		boolean seen = (operation == Operation.DELETE) ? this.admission.handles(operation)
				: !this.definition.hooks().isEmpty();
		return (seen && this.definition.verbs().contains(Verb.GET))
				? required(this.backend.read(request.key(), context), request) : null;
	}

	private void settle(ObjectNode object, FieldErrors errors, RequestContext context) {
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(TypeMetaCheck.claimed(object), Metadata.of(object).name(), errors);
		}
		errors.warnings().forEach(context::warn);
	}

	private void check(ObjectNode object, WriteRequest request, RequestContext context) {
		Metadata metadata = this.checks.shape(object, request.validation(), context);
		this.typeMeta.requireVersion(object);
		this.checks.matchNamespace(metadata, request.key());
		OwnerReferences.deduplicate(metadata, true, context);
	}

	private EncodedObject required(@Nullable EncodedObject object, WriteRequest request) {
		if (object == null) {
			throw ApiStatusException.notFound(this.definition.groupResource(), request.key().name());
		}
		return object;
	}

}
