package io.kubespring.apiserver.request;

import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.GroupKind;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.selector.LabelSelector;
import io.kubespring.apiserver.selector.SelectorSyntaxException;

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
	 * @param deprecatedPath whether they are asked for by the deprecated path, whose
	 * options are those of a list unless the parameter says otherwise
	 * @return the options
	 * @throws ApiStatusException if they are malformed or contradict each other
	 */
	public static ListOptions decode(QueryParameters query, boolean watch, boolean deprecatedPath) {
		Long timeoutSeconds = query.number("timeoutSeconds");
		Long limit = query.number("limit");
		requireReadable(query);
		boolean watchOptions = deprecatedPath ? Boolean.TRUE.equals(query.flag("watch")) : watch;
		String resourceVersion = query.first("resourceVersion");
		String match = query.first(MATCH);
		Boolean initial = query.flag("sendInitialEvents");
		boolean fromNothing = resourceVersion.isEmpty() || resourceVersion.equals("0");
		if (watchOptions && initial == null && match.isEmpty() && fromNothing) {
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
			.timeoutSeconds(timeoutSeconds)
			.limit((limit != null) ? limit : 0)
			.continueToken(query.first("continue"))
			.sendInitialEvents(initial)
			.build();
		FieldErrors errors = new FieldErrors();
		if (watchOptions) {
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

	/**
	 * Selectors are read with the other parameters, before anything is validated.
	 */
	private static void requireReadable(QueryParameters query) {
		try {
			LabelSelector.parse(query.first("labelSelector"));
			FieldSelector.parse(query.first("fieldSelector"));
		}
		catch (SelectorSyntaxException ex) {
			throw ApiStatusException.badRequest(String.valueOf(ex.getMessage()));
		}
	}

	private static void validateWatch(ListOptions options, FieldErrors errors) {
		String match = options.resourceVersionMatch();
		boolean initial = options.sendInitialEvents() != null;
		if (initial && !match.equals(NOT_OLDER_THAN)) {
			errors.forbidden(MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
		}
		if (match.isEmpty()) {
			return;
		}
		if (!initial) {
			errors.forbidden(MATCH, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
		}
		if (!match.equals(NOT_OLDER_THAN)) {
			errors.notSupported(MATCH, match, List.of(NOT_OLDER_THAN));
		}
		if (!options.continueToken().isEmpty()) {
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
