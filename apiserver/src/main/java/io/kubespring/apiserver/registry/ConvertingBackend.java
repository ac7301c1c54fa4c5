package io.kubespring.apiserver.registry;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchRequest;
import io.kubespring.apiserver.watchcache.WatchSignal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Answers in one version with what another backend has in the hub's. Each object is
 * converted once, on a worker thread, by its first reader; later ones find it beside the
 * object it was made of and wait for nothing.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ConvertingBackend implements ResourceBackend {

	private final ResourceBackend hub;

	private final ObjectVersion version;

	private final Scheduler workers;

	/**
	 * Create a backend.
	 * @param hub answers in the hub's version
	 * @param version what objects are converted to
	 * @param workers the threads to convert on
	 */
	public ConvertingBackend(ResourceBackend hub, ObjectVersion version, Scheduler workers) {
		this.hub = hub;
		this.version = version;
		this.workers = workers;
	}

	@Override
	public Mono<EncodedObject> get(ObjectKey key, ListQuery.Freshness freshness, long revision,
			RequestContext context) {
		return AtHand.flatMap(this.hub.get(key, freshness, revision, context), (object) -> {
			EncodedObject known = this.version.known(object);
			return (known != null) ? Mono.just(known)
					: WorkerCall.reading(this.workers, () -> this.version.convert(object));
		});
	}

	/**
	 * All objects are converted before the first is sent, so that one that cannot be
	 * fails the list with a word.
	 */
	@Override
	public Mono<ObjectSlice> list(ListQuery query, RequestContext context) {
		Mono<ObjectSlice> hub = this.hub.list(query, context);
		return this.version.isStored() ? hub : AtHand.flatMap(hub, (slice) -> {
			List<EncodedObject> known = known(slice);
			return (known != null) ? Mono.just(slice.withObjects(known::iterator))
					: WorkerCall.reading(this.workers, () -> {
						List<EncodedObject> converted = convert(slice);
						return slice.withObjects(converted::iterator);
					});
		});
	}

	/**
	 * The objects in this version, if that needs no conversion of any.
	 */
	private @Nullable List<EncodedObject> known(ObjectSlice slice) {
		List<EncodedObject> known = new ArrayList<>();
		Iterator<EncodedObject> objects = slice.objects().get();
		while (objects.hasNext()) {
			EncodedObject object = this.version.known(objects.next());
			if (object == null) {
				return null;
			}
			known.add(object);
		}
		return known;
	}

	private List<EncodedObject> convert(ObjectSlice slice) {
		List<EncodedObject> converted = new ArrayList<>();
		slice.objects().get().forEachRemaining((object) -> converted.add(this.version.convert(object)));
		return converted;
	}

	/**
	 * An object that cannot be converted ends the watch with its error.
	 */
	@Override
	public Flux<WatchBatch> watch(WatchRequest request, ListOptions options, RequestContext context) {
		return this.hub.watch(request, options, context)
			.concatMap((batch) -> isKnown(batch) ? Mono.just(converted(batch))
					: WorkerCall.reading(this.workers, () -> converted(batch)), 0)
			.takeUntil((batch) -> batch.signals().stream().anyMatch((signal) -> signal.error() != null));
	}

	private boolean isKnown(WatchBatch batch) {
		for (WatchSignal signal : batch.signals()) {
			EncodedObject object = signal.object();
			if (object != null && this.version.known(object) == null) {
				return false;
			}
		}
		return true;
	}

	private WatchBatch converted(WatchBatch batch) {
		return batch.derived(this.version, (hub) -> {
			List<WatchSignal> signals = new ArrayList<>();
			for (WatchSignal signal : hub.signals()) {
				EncodedObject object = signal.object();
				try {
					signals.add((object != null) ? signal.withObject(this.version.convert(object)) : signal);
				}
				catch (ApiStatusException ex) {
					signals.add(WatchSignal.error(ex.status()));
					break;
				}
			}
			return new WatchBatch(signals);
		});
	}

}
