package io.kubespring.apiserver.registry;

import java.util.Iterator;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.watchcache.Selection;
import io.kubespring.apiserver.watchcache.Snapshot;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchRequest;
import org.jspecify.annotations.Nullable;
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
		return AtHand.map(snapshot(query.freshness(), query.revision()), (snapshot) -> slice(snapshot, query));
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
			case EXACT -> this.cache.exact(revision);
		};
	}

	private static ObjectSlice slice(Snapshot snapshot, ListQuery query) {
		return new ObjectSlice(Long.toString(snapshot.revision()), () -> select(snapshot, query));
	}

	private static Iterator<EncodedObject> select(Snapshot snapshot, ListQuery query) {
		Selection selection = query.selection();
		String name = selection.fields().exactMatch("metadata.name");
		if (name != null && !query.pathPrefix().isEmpty()) {
			@Nullable EncodedObject object = snapshot.get(query.pathPrefix() + name);
			return (object != null && selection.matches(object)) ? List.of(object).iterator()
					: List.<EncodedObject>of().iterator();
		}
		Iterator<EncodedObject> all = snapshot.iterate(query.pathPrefix(), null);
		return selection.equals(Selection.ALL) ? all : new SelectedIterator(all, selection);
	}

}
