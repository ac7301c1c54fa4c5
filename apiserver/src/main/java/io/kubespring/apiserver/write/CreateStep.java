package io.kubespring.apiserver.write;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.meta.RandomUuid;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.ResourceVersions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prepares a new object, after {@code rest.BeforeCreate} of {@code k8s.io/apiserver} and
 * the strategy of custom resources.
 */
final class CreateStep {

	private final ResourceDefinition definition;

	private final ObjectChecks checks;

	private final TypeMetaCheck typeMeta;

	private final NamespaceLifecycle namespaces;

	private final Clock clock;

	private final NameGenerator names;

	private final RandomGenerator random;

	CreateStep(ResourceDefinition definition, NamespaceLookup namespaces, Clock clock, RandomGenerator random) {
		this.definition = definition;
		this.checks = new ObjectChecks(definition);
		this.typeMeta = new TypeMetaCheck(definition.kind());
		this.namespaces = new NamespaceLifecycle(definition, namespaces);
		this.clock = clock;
		this.names = new NameGenerator(random);
		this.random = random;
	}

	Prepared prepare(WriteRequest request, Mutation.Create creation, RequestContext context) {
		ObjectNode object = creation.object().deepCopy();
		Metadata metadata = this.checks.shape(object, request.validation(), context);
		this.typeMeta.requireVersion(object);
		this.checks.matchNamespace(metadata, request.key());
		this.namespaces.admit(metadata);
		OwnerReferences.deduplicate(metadata, true, context);
		requireNoResourceVersion(metadata, request.dryRun());
		if (metadata.name().isEmpty() && !metadata.generateName().isEmpty()) {
			metadata.set("name", this.names.generate(metadata.generateName()));
		}
		stamp(metadata);
		if (this.definition.hasStatusSubresource()) {
			object.remove("status");
		}
		validate(object, metadata);
		FinalizerNames.warn(metadata, List.of(), context);
		return Prepared.store(new ObjectKey(metadata.namespace(), metadata.name()).path(), object,
				WriteResult.Outcome.CREATED);
	}

	/**
	 * Refuse a name that is taken, unless it was generated and another one may be tried.
	 */
	void refuse(Mutation.Create creation, Prepared prepared, @Nullable EncodedObject existing, int attempt) {
		Metadata metadata = Metadata.of(prepared.requireTree());
		boolean generated = creation.object().path("metadata").path("name").asString("").isEmpty();
		if (existing == null || (generated && attempt < NameGenerator.ATTEMPTS)) {
			return;
		}
		ApiStatusException taken = ApiStatusException.alreadyExists(this.definition.groupResource(), metadata.name());
		Status status = taken.status();
		String message = status.message();
		StatusDetails details = status.details();
		if (generated && details != null) {
			message += ", the server was not able to generate a unique name for the object";
			details = new StatusDetails(details.name(), details.group(), details.kind(), "", List.of(), 1);
		}
		if (existing.isTerminating()) {
			message = "object is being deleted: " + message;
		}
		throw new ApiStatusException(Status.failure(status.code(), status.reason(), message, details));
	}

	/**
	 * Refuse a resource version. What is none to the reference does not matter, and
	 * nothing does in a dry run.
	 */
	private static void requireNoResourceVersion(Metadata metadata, boolean dryRun) {
		if (!dryRun && !metadata.resourceVersion().isEmpty()
				&& ResourceVersions.isRevision(metadata.resourceVersion())) {
			throw ApiStatusException.badRequest("resourceVersion should not be set on objects to be created");
		}
		metadata.remove("resourceVersion");
	}

	private void stamp(Metadata metadata) {
		for (String field : List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields")) {
			metadata.remove(field);
		}
		metadata.set("uid", RandomUuid.from(this.random).toString());
		metadata.set("creationTimestamp", Timestamps.now(this.clock));
		metadata.set("generation", 1);
	}

	private void validate(ObjectNode object, Metadata metadata) {
		FieldErrors errors = new FieldErrors();
		this.typeMeta.validate(object, errors);
		if (errors.isEmpty()) {
			MetadataValidation.validateNew(metadata, errors);
			ScaleValidation.validate(this.definition.scale(), object, WriteRequest.Part.OBJECT, errors);
		}
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(TypeMetaCheck.claimed(object), metadata.name(), errors);
		}
	}

}
