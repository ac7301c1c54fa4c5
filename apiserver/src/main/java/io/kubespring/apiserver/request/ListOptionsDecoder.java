package io.kubespring.apiserver.request;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.meta.ListOptions;

/**
 * Reads the options of lists and watches from a query, defaults and validates them, after
 * {@code k8s.io/apimachinery/pkg/apis/meta/internalversion}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ListOptionsDecoder {

	private static final String MATCH = "resourceVersionMatch";

	private static final String NOT_OLDER_THAN = "NotOlderThan";

	private ListOptionsDecoder() {
	}

	/**
	 * Whether all options are of the right type.
	 */
	static boolean isReadable(QueryParameters query) {
		try {
			query.number("limit");
			query.number("timeoutSeconds");
			return true;
		}
		catch (ApiStatusException ex) {
			return false;
		}
	}

	/**
	 * Read the options of a request.
	 * @param query the query's parameters
	 * @param watch whether changes are asked for, by parameter or by path
	 * @param deprecatedPath whether they are asked for by the deprecated path, which
	 * takes no part in watch lists
	 * @return the options
	 * @throws ApiStatusException if they are malformed or contradict each other
	 */
	public static ListOptions decode(QueryParameters query, boolean watch, boolean deprecatedPath) {
		Long limit = query.number("limit");
		String resourceVersion = query.first("resourceVersion");
		String match = query.first(MATCH);
		Boolean initial = query.flag("sendInitialEvents");
		boolean fromNothing = resourceVersion.isEmpty() || resourceVersion.equals("0");
		if (watch && !deprecatedPath && initial == null && match.isEmpty() && fromNothing) {
			initial = true;
			match = NOT_OLDER_THAN;
		}
		ListOptions options = ListOptions.builder()
			.labelSelector(query.first("labelSelector"))
			.fieldSelector(query.first("fieldSelector"))
			.watch(watch)
			.allowWatchBookmarks(Boolean.TRUE.equals(query.flag("allowWatchBookmarks")))
			.resourceVersion(resourceVersion)
			.resourceVersionMatch(match)
			.timeoutSeconds(query.number("timeoutSeconds"))
			.limit((limit != null) ? limit : 0)
			.continueToken(query.first("continue"))
			.sendInitialEvents(initial)
			.build();
		FieldErrors errors = new FieldErrors();
		if (watch && !deprecatedPath) {
			validateWatch(options, errors);
		}
		else {
			validateList(options, errors);
		}
		if (!errors.isEmpty()) {
			throw ApiStatusException.invalid(new GroupKind("meta.k8s.io", "ListOptions"), "", errors);
		}
		return options;
	}

	private static void validateWatch(ListOptions options, FieldErrors errors) {
		String match = options.resourceVersionMatch();
		if (options.sendInitialEvents() != null) {
			if (match.isEmpty()) {
				errors.forbidden(MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
			}
			else if (!match.equals(NOT_OLDER_THAN)) {
				errors.notSupported(MATCH, match, List.of(NOT_OLDER_THAN));
			}
		}
		else if (!match.isEmpty()) {
			errors.forbidden(MATCH, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
		}
		if (!match.isEmpty() && !options.continueToken().isEmpty()) {
			errors.forbidden(MATCH, "resourceVersionMatch is forbidden when continue is provided");
		}
	}

	private static void validateList(ListOptions options, FieldErrors errors) {
		String match = options.resourceVersionMatch();
		if (!match.isEmpty()) {
			if (options.resourceVersion().isEmpty()) {
				errors.forbidden(MATCH, "resourceVersionMatch is forbidden unless resourceVersion is provided");
			}
			if (!options.continueToken().isEmpty()) {
				errors.forbidden(MATCH, "resourceVersionMatch is forbidden when continue is provided");
			}
			if (!match.equals("Exact") && !match.equals(NOT_OLDER_THAN)) {
				errors.notSupported(MATCH, match, List.of("Exact", NOT_OLDER_THAN, ""));
			}
			if (match.equals("Exact") && options.resourceVersion().equals("0")) {
				errors.forbidden(MATCH, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
			}
		}
		if (options.sendInitialEvents() != null) {
			errors.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
		}
	}

}
