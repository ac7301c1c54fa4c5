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

	/**
	 * The member that asks for the removal of an object that cannot be read.
	 */
	public static final String UNSAFE = "ignoreStoreReadErrorWithClusterBreakingPotential";

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
			.ignoreStoreReadError(Boolean.TRUE.equals(query.flag(UNSAFE)))
			.build();
	}

	/**
	 * An empty precondition of a query counts as none; that of a body does not.
	 */
	private static @Nullable String text(QueryParameters query, String name) {
		String value = query.first(name);
		return value.isEmpty() ? null : value;
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
		if (options.ignoreStoreReadError()) {
			requireAlone(options, errors);
		}
		refuse(errors);
		return options;
	}

	private static void requireAlone(DeleteOptions options, FieldErrors errors) {
		together(options.propagationPolicy() != null, "propagationPolicy", errors);
		together(options.orphanDependents() != null, "orphanDependents", errors);
		together(options.gracePeriodSeconds() != null, "gracePeriodSeconds", errors);
		together(!options.preconditions().equals(Preconditions.NONE), "preconditions", errors);
	}

	private static void together(boolean given, String member, FieldErrors errors) {
		if (given) {
			errors.invalid(UNSAFE, true, "cannot be set together with ." + member);
		}
	}

	/**
	 * Validate the options of a collection's deletion, wherever they were read.
	 * @param options the options
	 * @return the options
	 * @throws ApiStatusException if they are invalid
	 */
	public static DeleteOptions validateForCollection(DeleteOptions options) {
		validate(options);
		if (options.ignoreStoreReadError()) {
			FieldErrors errors = new FieldErrors();
			errors.invalid(UNSAFE, true, "is not allowed with DELETECOLLECTION, try again after removing the option");
			refuse(errors);
		}
		return options;
	}

	private static void refuse(FieldErrors errors) {
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(new GroupKind("meta.k8s.io", "DeleteOptions"), "", errors);
		}
	}

}
