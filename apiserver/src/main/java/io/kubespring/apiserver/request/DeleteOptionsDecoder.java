package io.kubespring.apiserver.request;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.meta.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of deletions from a query and validates them, after
 * {@code k8s.io/apimachinery/pkg/apis/meta/v1/validation}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class DeleteOptionsDecoder {

	private DeleteOptionsDecoder() {
	}

	/**
	 * Read the options of a request without body.
	 * @param query the query's parameters
	 * @return the options, not yet validated
	 * @throws ApiStatusException if they are malformed
	 */
	public static DeleteOptions decode(QueryParameters query) {
		return DeleteOptions.builder()
			.gracePeriodSeconds(query.number("gracePeriodSeconds"))
			.orphanDependents(query.flag("orphanDependents"))
			.propagationPolicy(query.has("propagationPolicy") ? query.first("propagationPolicy") : null)
			.preconditions(new Preconditions(text(query, "uid"), text(query, "resourceVersion")))
			.dryRun(query.all("dryRun"))
			.build();
	}

	private static @Nullable String text(QueryParameters query, String name) {
		return query.has(name) ? query.first(name) : null;
	}

	/**
	 * Validate options, wherever they were read.
	 * @param options the options
	 * @return the options
	 * @throws ApiStatusException if they are invalid
	 */
	public static DeleteOptions validate(DeleteOptions options) {
		FieldErrors errors = new FieldErrors();
		String policy = options.propagationPolicy();
		if (policy != null && options.orphanDependents() != null) {
			errors.invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set");
		}
		if (policy != null && !List.of("Foreground", "Background", "Orphan").contains(policy)) {
			errors.notSupported("propagationPolicy", policy, List.of("Foreground", "Background", "Orphan", "nil"));
		}
		WriteOptions.validateDryRun(options.dryRun(), errors);
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(new GroupKind("meta.k8s.io", "DeleteOptions"), "", errors);
		}
		return options;
	}

}
