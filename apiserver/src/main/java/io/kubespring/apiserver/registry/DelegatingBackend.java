package io.kubespring.apiserver.registry;

import java.util.List;
import java.util.function.Supplier;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.ResourceVersions;
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Deleter;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.ReactiveCreator;
import io.kubespring.apiserver.resource.ReactiveDeleter;
import io.kubespring.apiserver.resource.ReactiveGetter;
import io.kubespring.apiserver.resource.ReactiveLister;
import io.kubespring.apiserver.resource.ReactiveUpdater;
import io.kubespring.apiserver.resource.Updater;
import io.kubespring.apiserver.resource.Watcher;
import io.kubespring.apiserver.watchcache.Selection;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchRequest;
import io.kubespring.apiserver.watchcache.WatchSignal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers by the verbs of a bean. All are called on worker threads, reactive ones too;
 * what they give is encoded once and then treated as stored objects are.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@SuppressWarnings("unchecked")
public final class DelegatingBackend implements ResourceBackend {

	private final ResourceDefinition definition;

	private final Object bean;

	private final ObjectCodec<KubernetesObject> codec;

	private final Scheduler workers;

	/**
	 * Create a backend.
	 * @param definition the resource
	 * @param workers where verbs are called
	 */
	public DelegatingBackend(ResourceDefinition definition, Scheduler workers) {
		this.definition = definition;
		this.bean = definition.bean();
		this.codec = new ObjectCodec<>(definition.type());
		this.workers = workers;
	}

	@Override
	public Mono<EncodedObject> get(ObjectKey key, ListQuery.Freshness freshness, long revision,
			RequestContext context) {
		if (this.bean instanceof ReactiveGetter<?> getter) {
			return called(() -> getter.get(key.name(), context)).map(this::encode);
		}
		return blocking(() -> read(key, context));
	}

	/**
	 * Read one object, blocking.
	 * @param key the object
	 * @param context the request
	 * @return the object, or {@code null} if it does not exist
	 */
	public @Nullable EncodedObject read(ObjectKey key, RequestContext context) {
		KubernetesObject object = (this.bean instanceof ReactiveGetter<?> getter)
				? WorkerCall.await(getter.get(key.name(), context)) : ((Getter<?>) this.bean).get(key.name(), context);
		return (object != null) ? encode(object) : null;
	}

	@Override
	public Mono<ObjectSlice> list(ListQuery query, RequestContext context) {
		ResourceVersions.parse(query.options().resourceVersion(), "invalid resource version: ");
		if (this.bean instanceof ReactiveLister<?> lister) {
			return called(() -> lister.list(query.options(), context)).map((list) -> slice(list, query));
		}
		return blocking(() -> slice(((Lister<?>) this.bean).list(query.options(), context), query));
	}

	private ObjectSlice slice(ObjectList<?> list, ListQuery query) {
		Selection selection = query.selection();
		List<EncodedObject> objects = list.items()
			.stream()
			.map(this::encode)
			.filter((object) -> object.path().startsWith(query.pathPrefix()) && selection.matches(object))
			.toList();
		Long remaining = selection.equals(Selection.ALL) ? list.remainingItemCount() : null;
		return new ObjectSlice(list.resourceVersion(), list.continueToken(),
				list.continueToken().isEmpty() ? null : remaining, objects::iterator);
	}

	@Override
	public Flux<WatchBatch> watch(WatchRequest request, ListOptions options, RequestContext context) {
		return blocking(() -> ((Watcher<?>) this.bean).watch(options, context)).flatMapMany((events) -> events)
			.<WatchBatch>handle((event, sink) -> {
				EncodedObject object = encode(event.object());
				if (selected(event.type(), object, request)) {
					sink.next(new WatchBatch(List.of(new WatchSignal(event.type(), object, 0, false, null))));
				}
			})
			.take(request.timeout());
	}

	private static boolean selected(WatchEvent.Type type, EncodedObject object, WatchRequest request) {
		return object.path().startsWith(request.pathPrefix())
				&& (type == WatchEvent.Type.ERROR || request.selection().matches(object));
	}

	/**
	 * Create an object, blocking.
	 * @param object the object as the client sent it
	 * @param context the request
	 * @return the object as created
	 */
	public EncodedObject create(ObjectNode object, RequestContext context) {
		KubernetesObject typed = this.codec.toObject(object);
		return encode(required((this.bean instanceof ReactiveCreator<?> creator)
				? WorkerCall.await(((ReactiveCreator<KubernetesObject>) creator).create(typed, context))
				: ((Creator<KubernetesObject>) this.bean).create(typed, context), Verb.CREATE));
	}

	/**
	 * Replace an object, blocking.
	 * @param object the object as the client wants it
	 * @param context the request
	 * @return the object as updated
	 */
	public EncodedObject update(ObjectNode object, RequestContext context) {
		KubernetesObject typed = this.codec.toObject(object);
		return encode(required((this.bean instanceof ReactiveUpdater<?> updater)
				? WorkerCall.await(((ReactiveUpdater<KubernetesObject>) updater).update(typed, context))
				: ((Updater<KubernetesObject>) this.bean).update(typed, context), Verb.UPDATE));
	}

	/**
	 * Delete an object, blocking.
	 * @param name the object's name
	 * @param options the options
	 * @param context the request
	 * @return the deleted object, or {@code null} if it does not exist
	 */
	public @Nullable EncodedObject delete(String name, DeleteOptions options, RequestContext context) {
		KubernetesObject deleted = (this.bean instanceof ReactiveDeleter<?> deleter)
				? WorkerCall.await(deleter.delete(name, options, context))
				: ((Deleter<?>) this.bean).delete(name, options, context);
		return (deleted != null) ? encode(deleted) : null;
	}

	private KubernetesObject required(@Nullable KubernetesObject object, Verb verb) {
		if (object == null) {
			throw ApiStatusException
				.internalError(this.definition.bean().getClass().getName() + " gave no object for " + verb.text());
		}
		return object;
	}

	/**
	 * Call a reactive verb, which may turn out to block, where that holds up nobody.
	 */
	private <T> Mono<T> called(Supplier<Mono<T>> verb) {
		return WorkerCall.<Mono<T>>reading(this.workers, verb::get).flatMap((answer) -> answer);
	}

	private <T> Mono<T> blocking(Supplier<@Nullable T> work) {
		return WorkerCall.reading(this.workers, work::get);
	}

	/**
	 * Encode an object of the bean, with the kind and version that it has by its
	 * resource.
	 */
	private EncodedObject encode(KubernetesObject object) {
		ObjectNode tree = this.codec.toTree(object);
		tree.put("apiVersion", this.definition.kind().groupVersion().toString());
		tree.put("kind", this.definition.kind().kind());
		if (!(tree.get("metadata") instanceof ObjectNode)) {
			tree.putObject("metadata");
		}
		long revision = revision(tree.path("metadata").path("resourceVersion").asString(""));
		return EncodedObject.decode(revision, TreeCodec.SHARED.writeStored(tree));
	}

	private static long revision(String resourceVersion) {
		try {
			return resourceVersion.isEmpty() ? 0 : Long.parseLong(resourceVersion);
		}
		catch (NumberFormatException ex) {
			throw ApiStatusException.internalError("the resource version '" + resourceVersion + "' is not a number");
		}
	}

}
