package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.selector.LabelSyntax;
import io.kubespring.apiserver.strategy.WriteStrategy.NameRule;
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

	static void validateNew(Metadata metadata, NameRule rule, FieldErrors errors) {
		if (!metadata.generateName().isEmpty()) {
			problems(metadata.generateName(), true, rule)
				.forEach((problem) -> errors.invalid("metadata.generateName", metadata.generateName(), problem));
		}
		if (metadata.name().isEmpty()) {
			errors.required("metadata.name", "name or generateName is required");
		}
		else {
			problems(metadata.name(), false, rule)
				.forEach((problem) -> errors.invalid("metadata.name", metadata.name(), problem));
		}
		validateMembers(metadata, errors);
	}

	private static List<String> problems(String name, boolean prefix, NameRule rule) {
		return switch (rule) {
			case DNS_SUBDOMAIN -> LabelSyntax.subdomain(prefix ? beginning(name) : name);
			case PATH_SEGMENT -> PathSegment.problems(name, prefix);
		};
	}

	/**
	 * The beginning of a name may end in a dash, as its end is yet to come.
	 */
	private static String beginning(String name) {
		return (name.endsWith("-") && name.length() > 1) ? name.substring(0, name.length() - 2) + "a" : name;
	}

	/**
	 * Validate a change; what can be wrong with the new state alone is told once more.
	 */
	static void validateChange(Metadata desired, Metadata current, FieldErrors errors) {
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
		validateMaps(desired, errors);
	}

	/**
	 * Validate what does not depend on an earlier state, but for names.
	 */
	static void validateMembers(Metadata metadata, FieldErrors errors) {
		validateMaps(metadata, errors);
		FinalizerNames.validate(metadata, errors);
	}

	private static void validateMaps(Metadata metadata, FieldErrors errors) {
		validateLabels(metadata, errors);
		validateAnnotations(metadata, errors);
		OwnerReferences.validate(metadata, errors);
	}

	private static void validateLabels(Metadata metadata, FieldErrors errors) {
		for (Map.Entry<String, String> label : new TreeMap<>(metadata.texts("labels")).entrySet()) {
			LabelSyntax.key(label.getKey())
				.forEach((problem) -> errors.invalid("metadata.labels", label.getKey(), problem));
			LabelSyntax.value(label.getValue())
				.forEach((problem) -> errors.invalid("metadata.labels", label.getValue(), problem));
		}
	}

	private static void validateAnnotations(Metadata metadata, FieldErrors errors) {
		long size = 0;
		for (Map.Entry<String, String> annotation : new TreeMap<>(metadata.texts("annotations")).entrySet()) {
			LabelSyntax.key(annotation.getKey().toLowerCase(Locale.ROOT))
				.forEach((problem) -> errors.invalid("metadata.annotations", annotation.getKey(), problem));
			size += annotation.getKey().getBytes(StandardCharsets.UTF_8).length
					+ annotation.getValue().getBytes(StandardCharsets.UTF_8).length;
		}
		if (size > LARGEST_ANNOTATIONS) {
			errors.tooLong("metadata.annotations", LARGEST_ANNOTATIONS);
		}
	}

	private static @Nullable Object shown(@Nullable JsonNode value) {
		return (value != null && value.isString()) ? value.stringValue() : value;
	}

}
