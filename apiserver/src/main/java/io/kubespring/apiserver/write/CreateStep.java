package io.kubespring.apiserver.write;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.MetaTime;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.meta.RandomUuid;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceHooks;
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

	private final AdmissionStep admission;

	private final Clock clock;

	private final NameGenerator names;

	private final RandomGenerator random;

	CreateStep(ResourceDefinition definition, NamespaceLookup namespaces, Clock clock, RandomGenerator random) {
		this.definition = definition;
		this.checks = new ObjectChecks(definition);
		this.typeMeta = new TypeMetaCheck(definition.kind());
		this.namespaces = new NamespaceLifecycle(definition, namespaces);
		this.admission = new AdmissionStep(definition);
		this.clock = clock;
		this.names = new NameGenerator(random);
		this.random = random;
	}

	/**
	 * Do what is done once, however often a name has to be generated: read, default,
	 * admit.
	 * @param sent the object as the client sent it, left as it is
	 */
	ObjectNode admit(WriteRequest request, ObjectNode sent, RequestContext context) {
		ObjectNode object = sent.deepCopy();
		this.checks.shape(object, request.validation(), context);
		this.typeMeta.requireVersion(object);
		object = this.checks.complete(object);
		Metadata metadata = Metadata.of(object);
		this.checks.matchNamespace(metadata, request.key());
		if (request.mutation() instanceof Mutation.Change) {
			this.checks.matchName(metadata, request.key());
			this.checks.matchUid(metadata, "", request);
		}
		wipe(metadata);
		OwnerReferences.deduplicate(metadata, true, context);
		this.namespaces.admit(metadata);
		return this.admission.admit(Operation.CREATE, request, object, null, context);
	}

	/**
	 * Prepare an object that was admitted.
	 * @param object the object, which is changed
	 */
	Prepared prepare(WriteRequest request, ObjectNode object, RequestContext context) {
		Metadata metadata = Metadata.of(object);
		if (metadata.name().isEmpty() && !metadata.generateName().isEmpty()) {
			metadata.set("name", this.names.generate(metadata.generateName()));
		}
		stamp(metadata);
		if (this.definition.hasStatusSubresource()) {
			object.remove("status");
		}
		ObjectNode prepared = this.definition.hooks().prepareForCreate(object, context);
		if (prepared != object) {
			metadata = this.checks.reshape(prepared);
		}
		validate(prepared, metadata, context);
		FinalizerNames.warn(metadata, List.of(), context);
		if (request.creation() != null) {
			request.creation().run();
		}
		this.admission.validate(Operation.CREATE, request, prepared, null, context);
		requireNoResourceVersion(request, metadata);
		return Prepared.store(new ObjectKey(metadata.namespace(), metadata.name()).path(), prepared,
				WriteResult.Outcome.CREATED);
	}

	/**
	 * Refuse a name that is taken, unless it was generated and another one may be tried.
	 */
	void refuse(boolean generated, Prepared prepared, @Nullable EncodedObject existing, int attempt) {
		Metadata metadata = Metadata.of(prepared.requireTree());
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
	 * Whether the name of an object is made here.
	 */
	static boolean isGenerated(ObjectNode admitted) {
		return Metadata.of(admitted).name().isEmpty();
	}

	/**
	 * Refuse a resource version. What is none to the reference does not matter, and
	 * nothing does in a dry run, nor where the client meant an object that is gone.
	 */
	private static void requireNoResourceVersion(WriteRequest request, Metadata metadata) {
		if (request.mutation() instanceof Mutation.Create && !request.dryRun() && !metadata.resourceVersion().isEmpty()
				&& ResourceVersions.isRevision(metadata.resourceVersion())) {
			throw ApiStatusException.badRequest("resourceVersion should not be set on objects to be created");
		}
		metadata.remove("resourceVersion");
	}

	private static void wipe(Metadata metadata) {
		for (String field : List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
				"selfLink", "managedFields")) {
			metadata.remove(field);
		}
	}

	private void stamp(Metadata metadata) {
		wipe(metadata);
		metadata.set("uid", RandomUuid.from(this.random).toString());
		metadata.set("creationTimestamp", MetaTime.now(this.clock));
		if (this.definition.hooks().strategy().tracksGeneration()) {
			metadata.set("generation", 1);
		}
	}

	/**
	 * The application is asked first and alone, so that it can say best what is wrong.
	 */
	private void validate(ObjectNode object, Metadata metadata, RequestContext context) {
		ResourceHooks hooks = this.definition.hooks();
		FieldErrors errors = new FieldErrors();
		this.typeMeta.validate(object, errors);
		if (errors.isEmpty()) {
			hooks.validate(object, errors, context);
		}
		if (errors.isEmpty()) {
			MetadataValidation.validateNew(metadata, hooks.strategy().nameRule(), errors);
			ScaleValidation.validate(this.definition.scale(), object, WriteRequest.Part.OBJECT, errors);
		}
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(TypeMetaCheck.claimed(object), metadata.name(), errors);
		}
		errors.warnings().forEach(context::warn);
	}

}
