package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.patch.JsonNumbers;
import io.kubespring.apiserver.registry.ResourceDefinition;
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

	ChangeStep(ResourceDefinition definition) {
		this.definition = definition;
		this.checks = new ObjectChecks(definition);
		this.typeMeta = new TypeMetaCheck(definition.kind());
	}

	Prepared prepare(WriteRequest request, Mutation.Change mutation, EncodedObject encoded) {
		ObjectNode current = encoded.tree();
		ObjectNode desired = apply(mutation, current);
		boolean replaced = mutation.isReplacement();
		if (replaced) {
			this.typeMeta.requireVersion(desired);
		}
		else {
			TypeMetaCheck.requireKind(desired);
		}
		Metadata wanted = this.checks.shape(desired);
		Metadata stored = Metadata.of(current);
		this.checks.matchNamespace(wanted, request.key());
		this.checks.matchName(wanted, request.key());
		if (replaced) {
			requireSameUid(wanted, stored);
		}
		requireCurrent(wanted, encoded);
		if (request.part() == WriteRequest.Part.STATUS) {
			desired = withStatusOf(current, desired);
		}
		else {
			keepWhatIsOurs(desired, wanted, current, stored);
		}
		validate(desired, current, encoded, request.part());
		Metadata metadata = Metadata.of(desired);
		metadata.remove("resourceVersion");
		if (metadata.isTerminating() && metadata.finalizers().isEmpty()) {
			return Prepared.remove(encoded.path(), WriteResult.Outcome.UPDATED, desired);
		}
		return Prepared.store(encoded.path(), desired, WriteResult.Outcome.UPDATED);
	}

	private ObjectNode apply(Mutation.Change mutation, ObjectNode current) {
		if (mutation.apply(current) instanceof ObjectNode desired) {
			return desired;
		}
		throw new ApiStatusException(Status.failure(422, "Invalid",
				"the server rejected our request due to an error in our request", StatusDetails.EMPTY));
	}

	private void requireSameUid(Metadata wanted, Metadata stored) {
		if (!wanted.uid().isEmpty() && !wanted.uid().equals(stored.uid())) {
			throw this.checks.invalidObject(new ObjectKey(stored.namespace(), stored.name()),
					"Precondition failed: UID in precondition: " + wanted.uid() + ", UID in object meta: "
							+ stored.uid());
		}
	}

	private void requireCurrent(Metadata wanted, EncodedObject encoded) {
		String resourceVersion = wanted.resourceVersion();
		if (resourceVersion.isEmpty() || resourceVersion.equals("0")) {
			FieldErrors errors = new FieldErrors();
			errors.invalid("metadata.resourceVersion", 0, "must be specified for an update");
			throw ApiStatusException.invalid(this.definition.groupResource(), wanted.name(), errors);
		}
		ResourceVersions.parse(resourceVersion, "metadata.");
		if (!resourceVersion.equals(Long.toString(encoded.revision()))) {
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
		if (this.definition.hasStatusSubresource()) {
			if (current.get("status") != null) {
				desired.set("status", current.get("status").deepCopy());
			}
			else {
				desired.remove("status");
			}
		}
		if (changesMoreThanMetadata(desired, current)) {
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

	private void validate(ObjectNode desired, ObjectNode current, EncodedObject encoded, WriteRequest.Part part) {
		FieldErrors errors = new FieldErrors();
		this.typeMeta.validate(desired, errors);
		FieldErrors ofMetadata = new FieldErrors();
		MetadataValidation.validateChanged(Metadata.of(desired), Metadata.of(current), ofMetadata);
		// A custom resource's strategy and the generic update both look, and both tell.
		errors.addAll(ofMetadata);
		errors.addAll(ofMetadata);
		ScaleValidation.validate(this.definition.scale(), desired, part, errors);
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(TypeMetaCheck.claimed(desired), encoded.key().name(), errors);
		}
	}

}
