package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.storage.PersistentMap;
import io.kubespring.apiserver.storage.Revision;
import io.kubespring.apiserver.storage.RevisionPage;
import io.kubespring.apiserver.storage.Store;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * The current objects of one resource and its recent events, fed by following a
 * {@link Store}, shared by all readers.
 * <p>
 * One thread at a time takes changes in: it decodes the bytes once, makes the next
 * snapshot, appends the event to the chain, and only then publishes the new revision; so
 * whoever sees a revision finds every event up to it. Watches are positions in the chain.
 * They are woken once per executor and batch, and by one tick a second that serves all
 * their deadlines and bookmarks. Marks of progress raise the revision without an event,
 * so that a read of the latest state need not wait for a change.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class WatchCache {

	private static final Log logger = LogFactory.getLog(WatchCache.class);

	private static final Duration RETRY = Duration.ofSeconds(1);

	/**
	 * How far a revision may lie ahead and still be of this life of the store; about
	 * seventeen minutes of revisions that begin with the start time.
	 */
	private static final long SAME_LIFE = 1L << 30;

	private final Store store;

	private final String prefix;

	private final WatchCacheSettings settings;

	private final Scheduler scheduler;

	private final Map<Executor, WatchGroup> groups = new ConcurrentHashMap<>();

	private final FreshnessWaiters waiters;

	private final Disposable.Composite running = Disposables.composite();

	private final Disposable.Swap following = Disposables.swap();

	private volatile @Nullable State state;

	private volatile boolean closed;

	/**
	 * Create a cache, not yet started.
	 * @param store the store to follow
	 * @param prefix the prefix of the resource's keys, ends with a slash
	 * @param settings bounds and intervals
	 * @param scheduler the clock and timer
	 */
	public WatchCache(Store store, String prefix, WatchCacheSettings settings, Scheduler scheduler) {
		this.store = store;
		this.prefix = prefix;
		this.settings = settings;
		this.scheduler = scheduler;
		this.waiters = new FreshnessWaiters(scheduler);
	}

	/**
	 * Begin to follow the store.
	 */
	public void start() {
		this.running.add(this.following);
		this.running.add(this.scheduler.schedulePeriodically(this::tick, 1, 1, TimeUnit.SECONDS));
		fill();
	}

	/**
	 * End all watches, so that their clients turn elsewhere, and stop following.
	 */
	public void close() {
		this.closed = true;
		this.running.dispose();
		endWatches();
	}

	/**
	 * End all watches but go on serving reads.
	 */
	public void endWatches() {
		for (WatchGroup group : this.groups.values()) {
			group.cursors().forEach(WatchCursor::end);
			group.wake();
		}
	}

	/**
	 * Whether the cache holds the resource's objects.
	 * @return {@code true} once it was filled
	 */
	public boolean isReady() {
		return this.state != null;
	}

	/**
	 * The number of open watches.
	 * @return the number
	 */
	public int watches() {
		return this.groups.values().stream().mapToInt((group) -> group.cursors().size()).sum();
	}

	/**
	 * What recent events keep in memory.
	 * @return the bytes, about
	 */
	public long historyBytes() {
		State present = this.state;
		return (present != null) ? present.ring.bytes() : 0;
	}

	private void fill() {
		this.following.update(this.store.list(this.prefix, 0, null, 0)
			.doOnNext(this::replace)
			.flatMapMany((page) -> this.store.follow(this.prefix, page.revision()))
			.subscribe(this::take, this::refill, () -> refill(new IllegalStateException("the store ended the log"))));
	}

	private void refill(Throwable cause) {
		if (this.closed) {
			return;
		}
		logger.warn("Lost track of " + this.prefix + ", filling its cache again: " + cause);
		endWatches();
		this.following.update(this.scheduler.schedule(this::fill, RETRY.toMillis(), TimeUnit.MILLISECONDS));
	}

	private void replace(RevisionPage page) {
		PersistentMap<EncodedObject> objects = PersistentMap.empty();
		for (Revision item : page.items()) {
			EncodedObject object = decode(item, Objects.requireNonNull(item.value(), "a listed item has a value"));
			objects = objects.put(object.path(), object);
		}
		Snapshot snapshot = new Snapshot(page.revision(), objects);
		this.state = new State(snapshot, new EventRing(this.settings, snapshot));
		this.waiters.reached(page.revision());
	}

	private EncodedObject decode(Revision revision, byte[] value) {
		return EncodedObject.decode(revision.revision(), value);
	}

	private void take(Revision change) {
		State present = Objects.requireNonNull(this.state, "the cache was filled before it follows");
		if (change.isProgress()) {
			this.state = new State(new Snapshot(change.revision(), present.snapshot.objects()), present.ring);
			this.waiters.reached(change.revision());
			return;
		}
		String path = change.key().substring(this.prefix.length());
		PersistentMap<EncodedObject> objects = present.snapshot.objects();
		EncodedObject previous = objects.get(path);
		EncodedObject object = (change.value() != null) ? decode(change, change.value()) : null;
		objects = (object != null) ? objects.put(path, object) : objects.remove(path);
		present.ring.append(new CacheEvent(change.revision(), object, previous), objects, nowMillis());
		this.state = new State(new Snapshot(change.revision(), objects), present.ring);
		this.waiters.reached(change.revision());
		for (WatchGroup group : this.groups.values()) {
			group.wake();
		}
	}

	private void tick() {
		State present = this.state;
		if (present != null) {
			for (WatchGroup group : this.groups.values()) {
				group.wake();
			}
		}
	}

	/**
	 * The current state, whether or not it is the latest.
	 * @return the snapshot
	 * @throws ApiStatusException 429 as long as the cache was not filled
	 */
	public Snapshot snapshot() {
		return present().snapshot;
	}

	long revision() {
		return snapshot().revision();
	}

	long nowMillis() {
		return this.scheduler.now(TimeUnit.MILLISECONDS);
	}

	WatchCacheSettings settings() {
		return this.settings;
	}

	private State present() {
		State present = this.state;
		if (present == null) {
			throw ApiStatusException.tooManyRequests("storage is (re)initializing", 1);
		}
		return present;
	}

	/**
	 * A state with every change that was acknowledged before the call.
	 * @return the snapshot, at hand if the cache is level with a store that answers at
	 * once
	 */
	public Mono<Snapshot> latest() {
		Mono<Long> current = this.store.currentRevision();
		if (current instanceof Callable) {
			Long revision = current.block();
			return atRevision((revision != null) ? revision : 0);
		}
		return current.flatMap(this::atRevision);
	}

	/**
	 * A state at a revision or a later one.
	 * @param revision the revision as a client named it
	 * @return the snapshot; an {@link ApiStatusException} if the revision is of another
	 * life of the store (410) or does not come in time (504)
	 */
	public Mono<Snapshot> atLeast(long revision) {
		try {
			requireSameLife(revision);
			return atRevision(revision);
		}
		catch (ApiStatusException ex) {
			return Mono.error(ex);
		}
	}

	/**
	 * The state at a revision.
	 * @param revision the revision as a client named it
	 * @return the snapshot; an {@link ApiStatusException} if the revision is forgotten or
	 * of another life of the store (410) or does not come in time (504)
	 */
	public Mono<Snapshot> exact(long revision) {
		return atLeast(revision).map((snapshot) -> {
			EventRing.Link link = present().ring.behind(revision);
			if (link == null) {
				throw tooOld();
			}
			return new Snapshot(revision, link.state());
		});
	}

	private void requireSameLife(long revision) {
		if (revision < this.store.epoch() || isOfAnotherLife(revision)) {
			throw tooOld();
		}
	}

	private boolean isOfAnotherLife(long revision) {
		return this.store.epoch() > 0 && revision - snapshot().revision() >= SAME_LIFE;
	}

	private static ApiStatusException tooOld() {
		return ApiStatusException.expired("The resourceVersion for the provided list is too old.");
	}

	private Mono<Snapshot> atRevision(long revision) {
		Snapshot snapshot = snapshot();
		if (snapshot.revision() >= revision) {
			return Mono.just(snapshot);
		}
		return this.waiters.await(revision, this.settings.freshnessTimeout(), this::revision)
			.then(Mono.fromSupplier(this::snapshot));
	}

	/**
	 * Follow objects.
	 * @param request which, and from where
	 * @return batches, one per requested element; ends when the time is up, when the
	 * watch is too slow, or when the cache closes; what is wrong with the start is told
	 * by an {@code ERROR} event
	 */
	public Flux<WatchBatch> watch(WatchRequest request) {
		return switch (request.start()) {
			case AFTER_REVISION -> after(request);
			case NOW -> latest().flatMapMany((snapshot) -> at(request, snapshot, false));
			case LATEST_STATE -> latest().flatMapMany((snapshot) -> at(request, snapshot, true));
			case STATE_NOT_OLDER_THAN ->
				atLeast(request.revision()).flatMapMany((snapshot) -> at(request, snapshot, true))
					.onErrorResume(ApiStatusException.class, WatchCache::error);
		};
	}

	private Flux<WatchBatch> after(WatchRequest request) {
		State present = present();
		long revision = request.revision();
		EventRing.Link position = present.ring.behind(revision);
		if (position == null || isOfAnotherLife(revision)) {
			return error(ApiStatusException
				.expired("too old resource version: " + revision + " (" + present.ring.horizon() + ")"));
		}
		return open(request, present.ring, position, null);
	}

	private Flux<WatchBatch> at(WatchRequest request, Snapshot snapshot, boolean initial) {
		EventRing ring = present().ring;
		EventRing.Link position = ring.behind(snapshot.revision());
		if (position == null) {
			return Flux.empty();
		}
		WatchRequest from = initial ? request : new WatchRequest(request.pathPrefix(), request.selection(),
				request.start(), snapshot.revision(), request.bookmarks(), request.timeout(), request.executor());
		return open(from, ring, position, initial ? snapshot : null);
	}

	private static Flux<WatchBatch> error(ApiStatusException ex) {
		return Flux.just(new WatchBatch(List.of(WatchSignal.error(ex.status()))));
	}

	private Flux<WatchBatch> open(WatchRequest request, EventRing ring, EventRing.Link position,
			@Nullable Snapshot initial) {
		return Flux.from((subscriber) -> {
			if (this.closed) {
				Operators.complete(Operators.toCoreSubscriber(subscriber));
				return;
			}
			WatchGroup group = this.groups.computeIfAbsent(request.executor(), WatchGroup::new);
			WatchCursor cursor = new WatchCursor(this, ring, request, group, subscriber, position, initial);
			group.join(cursor);
			subscriber.onSubscribe(cursor);
			if (this.closed) {
				cursor.end();
			}
			cursor.drain();
		});
	}

	void leave(WatchCursor cursor) {
		cursor.group().leave(cursor);
	}

	/**
	 * What belongs together: the chain of events that leads to a snapshot.
	 */
	private static final class State {

		private final Snapshot snapshot;

		private final EventRing ring;

		State(Snapshot snapshot, EventRing ring) {
			this.snapshot = snapshot;
			this.ring = ring;
		}

	}

}
