package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.selector.LabelSyntax;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rules of {@code k8s.io/apimachinery/pkg/api/validation} for the metadata of new and of
 * changed objects.
 */
final class MetadataValidation {

	private static final int LARGEST_ANNOTATIONS = 256 * 1024;

	private MetadataValidation() {
	}

	static void validateNew(Metadata metadata, FieldErrors errors) {
		if (!metadata.generateName().isEmpty()) {
			LabelSyntax.subdomain(beginning(metadata.generateName()))
				.forEach((problem) -> errors.invalid("metadata.generateName", metadata.generateName(), problem));
		}
		if (metadata.name().isEmpty()) {
			errors.required("metadata.name", "name or generateName is required");
		}
		else {
			LabelSyntax.subdomain(metadata.name())
				.forEach((problem) -> errors.invalid("metadata.name", metadata.name(), problem));
		}
		validateMembers(metadata, errors);
	}

	/**
	 * The beginning of a name may end in a dash, as its end is yet to come.
	 */
	private static String beginning(String name) {
		return (name.endsWith("-") && name.length() > 1) ? name.substring(0, name.length() - 1) + "a" : name;
	}

	static void validateChanged(Metadata desired, Metadata current, FieldErrors errors) {
		if (current.isTerminating()) {
			List<String> added = desired.finalizers()
				.stream()
				.filter((finalizer) -> !current.finalizers().contains(finalizer))
				.distinct()
				.sorted()
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
		validateMembers(desired, errors);
	}

	private static void validateMembers(Metadata metadata, FieldErrors errors) {
		validateLabels(metadata, errors);
		validateAnnotations(metadata, errors);
		validateOwners(metadata, errors);
		validateFinalizers(metadata, errors);
	}

	private static void validateLabels(Metadata metadata, FieldErrors errors) {
		for (Map.Entry<String, String> label : metadata.texts("labels").entrySet()) {
			LabelSyntax.key(label.getKey())
				.forEach((problem) -> errors.invalid("metadata.labels", label.getKey(), problem));
			LabelSyntax.value(label.getValue())
				.forEach((problem) -> errors.invalid("metadata.labels", label.getValue(), problem));
		}
	}

	private static void validateAnnotations(Metadata metadata, FieldErrors errors) {
		long size = 0;
		for (Map.Entry<String, String> annotation : metadata.texts("annotations").entrySet()) {
			LabelSyntax.key(annotation.getKey().toLowerCase(Locale.ROOT))
				.forEach((problem) -> errors.invalid("metadata.annotations", annotation.getKey(), problem));
			size += annotation.getKey().getBytes(StandardCharsets.UTF_8).length
					+ annotation.getValue().getBytes(StandardCharsets.UTF_8).length;
		}
		if (size > LARGEST_ANNOTATIONS) {
			errors.tooLong("metadata.annotations", LARGEST_ANNOTATIONS);
		}
	}

	private static void validateOwners(Metadata metadata, FieldErrors errors) {
		JsonNode owners = metadata.get("ownerReferences");
		for (int i = 0; owners != null && i < owners.size(); i++) {
			for (String member : List.of("apiVersion", "kind", "name", "uid")) {
				if (owners.get(i).path(member).asString("").isEmpty()) {
					errors.required("metadata.ownerReferences[" + i + "]." + member, "must not be empty");
				}
			}
		}
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
