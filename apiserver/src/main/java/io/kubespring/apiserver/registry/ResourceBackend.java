package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What answers the reads of one resource with encoded objects; handlers do not know which
 * one they have. No method blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface ResourceBackend {

	/**
	 * Read one object.
	 * @param key the object
	 * @param freshness how fresh, not {@link ListQuery.Freshness#EXACT}
	 * @param revision the revision that the freshness speaks of
	 * @param context the request
	 * @return the object, empty if it does not exist
	 */
	Mono<EncodedObject> get(ObjectKey key, ListQuery.Freshness freshness, long revision, RequestContext context);

	/**
	 * Read objects.
	 * @param query which
	 * @param context the request
	 * @return the objects
	 */
	Mono<ObjectSlice> list(ListQuery query, RequestContext context);

	/**
	 * Follow objects.
	 * @param request which, and from where
	 * @param options the options as the client sent them
	 * @param context the request
	 * @return what happens, one batch per requested element
	 */
	Flux<WatchBatch> watch(WatchRequest request, ListOptions options, RequestContext context);

}
