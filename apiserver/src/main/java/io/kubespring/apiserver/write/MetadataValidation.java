package io.kubespring.apiserver.write;

import java.util.List;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.GoQuote;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rules of {@code k8s.io/apimachinery/pkg/api/validation} for the metadata of new and of
 * changed objects.
 */
final class MetadataValidation {

	private MetadataValidation() {
	}

	static void validateNew(Metadata metadata, FieldErrors errors) {
		if (!metadata.generateName().isEmpty()) {
			NameValidation.subdomain(metadata.generateName(), true)
				.forEach((problem) -> errors.invalid("metadata.generateName", metadata.generateName(), problem));
		}
		if (metadata.name().isEmpty()) {
			errors.required("metadata.name", "name or generateName is required");
		}
		else {
			NameValidation.subdomain(metadata.name(), false)
				.forEach((problem) -> errors.invalid("metadata.name", metadata.name(), problem));
		}
		validateFinalizers(metadata, errors);
	}

	static void validateChanged(Metadata desired, Metadata current, FieldErrors errors) {
		if (current.isTerminating()) {
			List<String> added = desired.finalizers()
				.stream()
				.filter((finalizer) -> !current.finalizers().contains(finalizer))
				.toList();
			if (!added.isEmpty()) {
				errors.forbidden("metadata.finalizers",
						"no new finalizers can be added if the object is being deleted, found new finalizers []string{"
								+ String.join(", ", added.stream().map(GoQuote::quote).toList()) + "}");
			}
		}
		for (String field : List.of("uid", "deletionTimestamp", "deletionGracePeriodSeconds")) {
			if (desired.changes(field, current)) {
				errors.invalid("metadata." + field, shown(desired.get(field)), "field is immutable");
			}
		}
		validateFinalizers(desired, errors);
	}

	private static void validateFinalizers(Metadata metadata, FieldErrors errors) {
		List<String> finalizers = metadata.finalizers();
		if (finalizers.contains(DeletionPolicy.ORPHAN) && finalizers.contains(DeletionPolicy.FOREGROUND)) {
			errors.invalid("metadata.finalizers", metadata.get("finalizers"),
					"finalizer orphan and foregroundDeletion cannot be both set");
		}
	}

	private static @Nullable Object shown(@Nullable JsonNode value) {
		return (value != null && value.isString()) ? value.stringValue() : value;
	}

}
