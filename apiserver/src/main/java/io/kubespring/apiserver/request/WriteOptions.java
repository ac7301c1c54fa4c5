package io.kubespring.apiserver.request;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.meta.GroupKind;

/**
 * Options of creations, updates and patches, after {@code metav1.CreateOptions},
 * {@code UpdateOptions} and {@code PatchOptions}.
 *
 * @param dryRun whether nothing may be written
 * @param fieldManager the name under which fields are owned
 * @param fieldValidation what becomes of unknown fields
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WriteOptions(boolean dryRun, String fieldManager, String fieldValidation) {

	private static final int LONGEST_MANAGER = 128;

	private static final List<String> VALIDATIONS = List.of("", "Ignore", "Strict", "Warn");

	/**
	 * Read the options of a request.
	 * @param kind the kind of the options, such as {@code CreateOptions}
	 * @param query the query's parameters
	 * @param userAgent the client's name for itself, from which the manager is taken
	 * where none is given; may be empty
	 * @return the options
	 * @throws ApiStatusException if they are invalid
	 */
	public static WriteOptions decode(String kind, QueryParameters query, String userAgent) {
		FieldErrors errors = new FieldErrors();
		if (kind.equals("PatchOptions") && query.has("force")) {
			errors.forbidden("force", "may not be specified for non-apply patch");
		}
		String manager = query.first("fieldManager");
		validateManager(manager, errors);
		boolean dryRun = validateDryRun(query.all("dryRun"), errors);
		String validation = query.first("fieldValidation");
		if (!VALIDATIONS.contains(validation)) {
			errors.notSupported("fieldValidation", validation, VALIDATIONS);
		}
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(new GroupKind("meta.k8s.io", kind), "", errors);
		}
		return new WriteOptions(dryRun, manager.isEmpty() ? managerOf(userAgent) : manager, validation);
	}

	static boolean validateDryRun(List<String> stages, FieldErrors errors) {
		if (stages.stream().anyMatch((stage) -> !stage.equals("All"))) {
			errors.add("FieldValueNotSupported", "Unsupported value: ["
					+ String.join(",", stages.stream().map(GoQuote::quote).toList()) + "]: supported values: \"All\"",
					"dryRun");
		}
		return !stages.isEmpty();
	}

	private static void validateManager(String manager, FieldErrors errors) {
		if (manager.getBytes(StandardCharsets.UTF_8).length > LONGEST_MANAGER) {
			errors.tooLong("fieldManager", LONGEST_MANAGER);
		}
		int[] position = { 0 };
		manager.codePoints().forEach((codePoint) -> {
			if (!GoQuote.isPrintable(codePoint)) {
				errors.invalid("fieldManager", manager, "invalid character " + String.format("U+%04X", codePoint)
						+ " (at position " + position[0] + ")");
			}
			position[0]++;
		});
	}

	private static String managerOf(String userAgent) {
		int slash = userAgent.indexOf('/');
		StringBuilder manager = new StringBuilder();
		((slash < 0) ? userAgent : userAgent.substring(0, slash)).codePoints()
			.filter(GoQuote::isPrintable)
			.limit(LONGEST_MANAGER)
			.forEach(manager::appendCodePoint);
		return manager.isEmpty() ? "unknown" : manager.toString();
	}

}
