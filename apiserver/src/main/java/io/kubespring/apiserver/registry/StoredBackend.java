package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.watchcache.Page;
import io.kubespring.apiserver.watchcache.Selection;
import io.kubespring.apiserver.watchcache.Snapshot;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers from the cache of a stored resource.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class StoredBackend implements ResourceBackend {

	private final WatchCache cache;

	/**
	 * Create a backend.
	 * @param cache the cache that follows the resource
	 */
	public StoredBackend(WatchCache cache) {
		this.cache = cache;
	}

	@Override
	public Mono<EncodedObject> get(ObjectKey key, ListQuery.Freshness freshness, long revision,
			RequestContext context) {
		return AtHand.map(snapshot(freshness, revision), (snapshot) -> snapshot.get(key.path()));
	}

	@Override
	public Mono<ObjectSlice> list(ListQuery query, RequestContext context) {
		ListPlan plan = ListPlan.of(query);
		Mono<ObjectSlice> slice = AtHand.map(page(plan), (page) -> slice(page, query));
		return (plan.token() != null) ? orAfresh(slice, plan.token()) : slice;
	}

	private Mono<Page> page(ListPlan plan) {
		if (!plan.waits()) {
			return AtHand.flatMap(this.cache.latest(), (snapshot) -> {
				if (plan.revision() > snapshot.revision()) {
					throw ApiStatusException.tooLargeResourceVersion(plan.revision(), snapshot.revision(), 0);
				}
				return state(plan);
			});
		}
		return state(plan);
	}

	private Mono<Page> state(ListPlan plan) {
		return (plan.freshness() == ListQuery.Freshness.EXACT) ? this.cache.exact(plan.revision(), plan.request())
				: AtHand.map(snapshot(plan.freshness(), plan.revision()), (snapshot) -> snapshot.page(plan.request()));
	}

	/**
	 * A client whose page is forgotten may go on at the latest state.
	 */
	private static Mono<ObjectSlice> orAfresh(Mono<ObjectSlice> slice, ContinueToken token) {
		return AtHand.failing(slice, (failure) -> {
			boolean expired = failure instanceof ApiStatusException status && status.status().code() == 410;
			return expired ? ApiStatusException
				.expiredContinue(new ContinueToken(ContinueToken.LATEST, token.start()).encode()) : failure;
		});
	}

	private static ObjectSlice slice(Page page, ListQuery query) {
		String resourceVersion = Long.toString(page.revision());
		String next = page.next();
		if (next == null) {
			return new ObjectSlice(resourceVersion, page.objects());
		}
		String start = next.substring(query.pathPrefix().length());
		Long remaining = query.selection().equals(Selection.ALL) ? page.remaining() : null;
		return new ObjectSlice(resourceVersion, new ContinueToken(page.revision(), start).encode(), remaining,
				page.objects());
	}

	@Override
	public Flux<WatchBatch> watch(WatchRequest request, ListOptions options, RequestContext context) {
		return this.cache.watch(request);
	}

	private Mono<Snapshot> snapshot(ListQuery.Freshness freshness, long revision) {
		return switch (freshness) {
			case LATEST -> this.cache.latest();
			case ANY -> Mono.just(this.cache.snapshot());
			case NOT_OLDER_THAN -> this.cache.atLeast(revision);
			case EXACT -> throw new IllegalArgumentException("a past state is read by pages");
		};
	}

}
