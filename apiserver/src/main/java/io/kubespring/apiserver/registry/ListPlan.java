package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.registry.ListQuery.Freshness;
import io.kubespring.apiserver.request.ResourceVersions;
import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.watchcache.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a list come to: which state and which part of it, after
 * {@code k8s.io/apiserver/pkg/storage} and its cache.
 *
 * @param freshness how fresh the state must be
 * @param revision the revision that the freshness speaks of; with
 * {@link Freshness#LATEST} one that must have been reached
 * @param waits whether a revision that is not there yet is waited for
 * @param token where the list goes on, or {@code null} for a first page
 * @param request which part of the state
 */
record ListPlan(Freshness freshness, long revision, boolean waits, @Nullable ContinueToken token, PageRequest request) {

	static ListPlan of(ListQuery query) {
		ListOptions options = query.options();
		if (!options.continueToken().isEmpty()) {
			return continued(query, ContinueToken.decode(options.continueToken()));
		}
		String resourceVersion = options.resourceVersion();
		long revision = ResourceVersions.parse(resourceVersion, "invalid resource version: ");
		String single = single(query);
		boolean exact = options.resourceVersionMatch().equals("Exact");
		boolean pageOfState = options.resourceVersionMatch().isEmpty() && limit(options) > 0 && !isAny(resourceVersion)
				&& !resourceVersion.isEmpty();
		PageRequest request = request(query, null, single);
		if (single != null && (exact || pageOfState)) {
			return new ListPlan((exact && revision != 0) ? Freshness.EXACT : Freshness.LATEST, revision, false, null,
					request);
		}
		if (exact || pageOfState) {
			return new ListPlan((revision != 0) ? Freshness.EXACT : Freshness.LATEST, revision, true, null, request);
		}
		Freshness freshness = resourceVersion.isEmpty() ? Freshness.LATEST
				: (revision == 0) ? Freshness.ANY : Freshness.NOT_OLDER_THAN;
		return new ListPlan(freshness, revision, true, null, request);
	}

	private static ListPlan continued(ListQuery query, ContinueToken token) {
		String resourceVersion = query.options().resourceVersion();
		if (!resourceVersion.isEmpty() && !isAny(resourceVersion)) {
			throw ApiStatusException.badRequest("specifying resource version is not allowed when using continue");
		}
		PageRequest request = request(query, query.pathPrefix() + token.start(), null);
		return (token.revision() > 0) ? new ListPlan(Freshness.EXACT, token.revision(), true, token, request)
				: new ListPlan(Freshness.LATEST, 0, true, token, request);
	}

	private static PageRequest request(ListQuery query, @Nullable String from, @Nullable String single) {
		String range = range(query);
		String first = (from != null && from.compareTo(range) > 0) ? from : null;
		return new PageRequest(range, first, single, query.selection(), limit(query.options()));
	}

	/**
	 * The most objects on a page. Who takes any state gets it whole.
	 */
	private static long limit(ListOptions options) {
		return isAny(options.resourceVersion()) ? 0 : Math.max(0, options.limit());
	}

	private static boolean isAny(String resourceVersion) {
		return resourceVersion.equals("0");
	}

	/**
	 * The prefix of all paths that can be selected.
	 */
	private static String range(ListQuery query) {
		String namespace = query.selection().fields().exactMatch("metadata.namespace");
		return (query.pathPrefix().isEmpty() && namespace != null && isSegment(namespace)) ? namespace + "/"
				: query.pathPrefix();
	}

	/**
	 * The only path that can be selected, if there is one.
	 */
	private static @Nullable String single(ListQuery query) {
		FieldSelector fields = query.selection().fields();
		String name = fields.exactMatch("metadata.name");
		String range = range(query);
		boolean known = name != null && isSegment(name) && (!query.namespaced() || !range.isEmpty());
		return known ? range + name : null;
	}

	private static boolean isSegment(String text) {
		return !text.isEmpty() && !text.equals(".") && !text.equals("..") && text.indexOf('/') < 0
				&& text.indexOf('%') < 0;
	}

}
