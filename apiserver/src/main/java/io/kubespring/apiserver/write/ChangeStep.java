package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.patch.JsonNumbers;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.ResourceVersions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prepares the new state of an object that exists, after {@code rest.BeforeUpdate} of
 * {@code k8s.io/apiserver} and the strategies of custom resources.
 */
final class ChangeStep {

	private final ResourceDefinition definition;

	private final ObjectChecks checks;

	private final TypeMetaCheck typeMeta;

	private final AdmissionStep admission;

	ChangeStep(ResourceDefinition definition) {
		this.definition = definition;
		this.checks = new ObjectChecks(definition);
		this.typeMeta = new TypeMetaCheck(definition.kind());
		this.admission = new AdmissionStep(definition);
	}

	Prepared prepare(WriteRequest request, Mutation.Change mutation, EncodedObject encoded, RequestContext context) {
		ObjectNode current = encoded.tree();
		ObjectNode desired = read(request, mutation, encoded, current, context);
		Metadata wanted = Metadata.of(desired);
		Metadata stored = Metadata.of(current);
		this.checks.matchNamespace(wanted, request.key());
		this.checks.matchName(wanted, request.key());
		if (mutation.isReplacement()) {
			this.checks.matchUid(wanted, stored.uid(), request);
		}
		OwnerReferences.deduplicate(wanted, mutation.isReplacement(), context);
		desired = this.admission.admit(Operation.UPDATE, request, desired, current, context);
		requireCurrent(Metadata.of(desired), encoded);
		if (request.part() == WriteRequest.Part.STATUS) {
			desired = withStatusOf(current, desired);
		}
		else {
			desired = prepare(desired, current, context);
			keepWhatIsOurs(desired, Metadata.of(desired), current, stored);
		}
		validate(desired, current, encoded, request.part(), context);
		if (request.part() == WriteRequest.Part.OBJECT) {
			FinalizerNames.warn(Metadata.of(desired), stored.finalizers(), context);
		}
		this.admission.validate(Operation.UPDATE, request, desired, current, context);
		Metadata metadata = Metadata.of(desired);
		metadata.remove("resourceVersion");
		if (metadata.isTerminating() && metadata.finalizers().isEmpty()) {
			return Prepared.remove(encoded.path(), WriteResult.Outcome.UPDATED, desired);
		}
		return Prepared.store(encoded.path(), desired, WriteResult.Outcome.UPDATED);
	}

	/**
	 * The desired state with its metadata in form and its defaults.
	 */
	private ObjectNode read(WriteRequest request, Mutation.Change mutation, EncodedObject encoded, ObjectNode current,
			RequestContext context) {
		ObjectNode desired = apply(mutation, encoded, current);
		if (mutation.isReplacement()) {
			this.checks.shape(desired, request.validation(), context);
			this.typeMeta.requireVersion(desired);
			return this.checks.complete(desired);
		}
		Supplier<JsonNode> patched = () -> mutation.apply(encoded, encoded.tree());
		this.checks.shapePatched(desired, request.validation(), context, patched);
		return this.checks.completePatched(desired, patched);
	}

	private static ObjectNode apply(Mutation.Change mutation, EncodedObject encoded, ObjectNode current) {
		JsonNode patched = mutation.apply(encoded, current);
		if (patched instanceof ObjectNode desired) {
			return desired;
		}
		String problem = patched.isNull() ? "Object 'Kind' is missing in 'null'" : TypeMetaCheck.unreadable(patched);
		throw ObjectChecks.undecodable(patched, String.valueOf(problem));
	}

	private void requireCurrent(Metadata wanted, EncodedObject encoded) {
		String resourceVersion = wanted.resourceVersion();
		long revision = ResourceVersions.parsePrecondition(resourceVersion);
		if (revision == 0 && this.definition.hooks().strategy().allowUnconditionalUpdate()) {
			return;
		}
		if (revision == 0) {
			FieldErrors errors = new FieldErrors();
			errors.invalid("metadata.resourceVersion", 0, "must be specified for an update");
			throw ApiStatusException.invalid(this.definition.groupResource(), wanted.name(), errors);
		}
		if (revision != encoded.revision()) {
			throw ApiStatusException.conflict(this.definition.groupResource(), wanted.name(),
					"the object has been modified; please apply your changes to the latest version and try again");
		}
	}

	private static ObjectNode withStatusOf(ObjectNode current, ObjectNode desired) {
		ObjectNode result = current.deepCopy();
		JsonNode status = desired.get("status");
		if (status == null) {
			result.remove("status");
		}
		else {
			result.set("status", status);
		}
		return result;
	}

	/**
	 * Keep the status where it has an endpoint of its own, and let the application
	 * prepare the rest.
	 */
	private ObjectNode prepare(ObjectNode desired, ObjectNode current, RequestContext context) {
		if (this.definition.hasStatusSubresource()) {
			if (current.get("status") != null) {
				desired.set("status", current.get("status").deepCopy());
			}
			else {
				desired.remove("status");
			}
		}
		ObjectNode prepared = this.definition.hooks().prepareForUpdate(desired, current, context);
		if (prepared != desired) {
			this.checks.reshape(prepared);
		}
		return prepared;
	}

	private void keepWhatIsOurs(ObjectNode desired, Metadata wanted, ObjectNode current, Metadata stored) {
		for (String field : List.of("creationTimestamp", "generation", "managedFields")) {
			wanted.restore(field, stored);
		}
		wanted.remove("selfLink");
		if (wanted.uid().isEmpty()) {
			wanted.restore("uid", stored);
		}
		if (stored.isTerminating()) {
			wanted.restore("deletionTimestamp", stored);
			if (!wanted.node().hasNonNull("deletionGracePeriodSeconds")) {
				wanted.restore("deletionGracePeriodSeconds", stored);
			}
		}
		if (this.definition.hooks().strategy().tracksGeneration() && changesMoreThanMetadata(desired, current)) {
			wanted.set("generation", stored.generation() + 1);
		}
	}

	private boolean changesMoreThanMetadata(ObjectNode desired, ObjectNode current) {
		List<String> names = new ArrayList<>(desired.propertyNames());
		names.addAll(current.propertyNames());
		return names.stream()
			.filter((name) -> !name.equals("metadata"))
			.anyMatch((name) -> !JsonNumbers.equal(desired.get(name), current.get(name)));
	}

	private void validate(ObjectNode desired, ObjectNode current, EncodedObject encoded, WriteRequest.Part part,
			RequestContext context) {
		FieldErrors errors = new FieldErrors();
		Metadata metadata = Metadata.of(desired);
		MetadataValidation.validateMembers(metadata, errors);
		MetadataValidation.validateChange(metadata, Metadata.of(current), errors);
		FieldErrors ofKind = new FieldErrors();
		this.typeMeta.validate(desired, ofKind);
		if (ofKind.isEmpty()) {
			// The generic update and a custom resource's strategy both look at metadata,
			// and both tell.
			MetadataValidation.validateChange(metadata, Metadata.of(current), errors);
			this.definition.hooks().validateUpdate(desired, current, errors, context);
			ScaleValidation.validate(this.definition.scale(), desired, part, errors);
		}
		errors.addAll(ofKind);
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(TypeMetaCheck.claimed(desired), encoded.key().name(), errors);
		}
		errors.warnings().forEach(context::warn);
	}

}
