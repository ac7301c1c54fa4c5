package io.kubespring.apiserver.watchcache;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.storage.Store;
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
 * Whoever sees a revision finds every event up to it. Watches are positions in the chain
 * of events. They are woken once per executor and batch, and by one tick a second that
 * serves all their deadlines and bookmarks. Marks of progress raise the revision without
 * an event, so that a read of the latest state need not wait for a change.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class WatchCache {

	/**
	 * How far a revision may lie ahead and still be of this life of the store; about
	 * seventeen minutes of revisions that begin with the start time.
	 */
	private static final long SAME_LIFE = 1L << 30;

	private final Store store;

	private final WatchCacheSettings settings;

	private final Scheduler scheduler;

	private final WatchGroups groups = new WatchGroups();

	private final FreshnessWaiters waiters;

	private final CacheFeed feed;

	private final PastReader past;

	private final Disposable.Swap ticking = Disposables.swap();

	private volatile boolean closed;

	private volatile long startMillis;

	/**
	 * Create a cache, not yet started.
	 * @param store the store to follow
	 * @param prefix the prefix of the resource's keys, ends with a slash
	 * @param settings bounds and intervals
	 * @param scheduler the clock and timer
	 */
	public WatchCache(Store store, String prefix, WatchCacheSettings settings, Scheduler scheduler) {
		this(store, prefix, StoredForm.PLAIN, settings, scheduler);
	}

	/**
	 * Create a cache of objects that are stored in a form of their own, not yet started.
	 * @param store the store to follow
	 * @param prefix the prefix of the resource's keys, ends with a slash
	 * @param form how the objects are stored
	 * @param settings bounds and intervals
	 * @param scheduler the clock and timer
	 */
	public WatchCache(Store store, String prefix, StoredForm form, WatchCacheSettings settings, Scheduler scheduler) {
		this.store = store;
		this.settings = settings;
		this.scheduler = scheduler;
		this.waiters = new FreshnessWaiters(scheduler);
		this.feed = new CacheFeed(store, prefix, form, settings, scheduler, this.waiters, this.groups);
		this.past = new PastReader(store, prefix, form, this::snapshot);
	}

	/**
	 * Begin to follow the store.
	 */
	public void start() {
		this.startMillis = nowMillis();
		this.ticking.update(this.scheduler.schedulePeriodically(this.groups::wake, 1, 1, TimeUnit.SECONDS));
		this.feed.start();
	}

	/**
	 * End all watches, those to come as well, so that their clients turn elsewhere.
	 * Readers find what is written meanwhile.
	 */
	public void endWatches() {
		this.closed = true;
		this.groups.end();
	}

	/**
	 * End all watches and stop following.
	 */
	public void close() {
		this.closed = true;
		this.ticking.dispose();
		this.feed.close();
		this.groups.end();
	}

	/**
	 * Whether the cache holds the resource's objects.
	 * @return {@code true} once it was filled
	 */
	public boolean isReady() {
		return this.feed.state() != null;
	}

	/**
	 * The number of open watches.
	 * @return the number
	 */
	public int watches() {
		return this.groups.watches();
	}

	/**
	 * What recent events keep in memory.
	 * @return the bytes, about
	 */
	public long historyBytes() {
		CacheState present = this.feed.state();
		return (present != null) ? present.ring().bytes() : 0;
	}

	/**
	 * Whether a chain of events was left behind by filling the cache again: nothing will
	 * be appended to it, so its watches have to end.
	 */
	boolean hasReplaced(EventRing ring) {
		return present().ring() != ring;
	}

	/**
	 * The current state, whether or not it is the latest.
	 * @return the snapshot
	 * @throws ApiStatusException 429 as long as the cache was not filled
	 */
	public Snapshot snapshot() {
		return present().snapshot();
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

	private CacheState present() {
		CacheState present = this.feed.state();
		if (present == null) {
			throw ApiStatusException.tooManyRequests("storage is (re)initializing", retryAfterSeconds());
		}
		return present;
	}

	/**
	 * The longer the cache is not filled, the later clients come back.
	 */
	private int retryAfterSeconds() {
		long waited = TimeUnit.MILLISECONDS.toSeconds(nowMillis() - this.startMillis);
		return (int) Math.min(Math.exp(0.06 * waited), 30);
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
	 * Some objects as they were at a revision, from the recent events or, behind them,
	 * from what the store remembers.
	 * @param revision the revision as a client named it
	 * @param request which
	 * @return the page, at hand if the events reach back so far; an
	 * {@link ApiStatusException} if the revision is forgotten or of another life of the
	 * store (410) or does not come in time (504)
	 */
	public Mono<Page> exact(long revision, PageRequest request) {
		boolean reached = revision >= this.store.epoch() && revision <= snapshot().revision();
		return reached ? past(revision, request) : atLeast(revision).flatMap((snapshot) -> past(revision, request));
	}

	private Mono<Page> past(long revision, PageRequest request) {
		EventRing.Link link = present().ring().behind(revision);
		return (link != null) ? Mono.just(new Snapshot(revision, link.state()).page(request))
				: this.past.read(revision, request);
	}

	private void requireSameLife(long revision) {
		if (revision < this.store.epoch() || isOfAnotherLife(revision)) {
			throw PastReader.tooOld();
		}
	}

	private boolean isOfAnotherLife(long revision) {
		return this.store.epoch() > 0 && revision - snapshot().revision() >= SAME_LIFE;
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
			case NOW -> from(latest(), request, false);
			case LATEST_STATE -> from(latest(), request, true);
			case STATE_NOT_OLDER_THAN ->
				from((request.revision() == 0) ? Mono.just(snapshot()) : atLeast(request.revision()), request, true);
		};
	}

	private Flux<WatchBatch> from(Mono<Snapshot> state, WatchRequest request, boolean initial) {
		return state.flatMapMany((snapshot) -> at(request, snapshot, initial))
			.onErrorResume(ApiStatusException.class, WatchCache::failed);
	}

	private Flux<WatchBatch> after(WatchRequest request) {
		CacheState present = present();
		long revision = request.revision();
		EventRing.Link position = present.ring().behind(revision);
		if (position == null || isOfAnotherLife(revision)) {
			return failed(ApiStatusException
				.expired("too old resource version: " + revision + " (" + present.ring().horizon() + ")"));
		}
		return open(request, present.ring(), position, null);
	}

	private Flux<WatchBatch> at(WatchRequest request, Snapshot snapshot, boolean initial) {
		EventRing ring = present().ring();
		EventRing.Link position = ring.behind(snapshot.revision());
		if (position == null) {
			return Flux.empty();
		}
		WatchRequest from = initial ? request
				: new WatchRequest(request.pathPrefix(), request.selection(), request.start(), snapshot.revision(),
						request.bookmarks(), false, request.timeout(), request.executor());
		return open(from, ring, position, initial ? snapshot : null);
	}

	private static Flux<WatchBatch> failed(ApiStatusException ex) {
		return WatchBatch.failed(ex.status());
	}

	private Flux<WatchBatch> open(WatchRequest request, EventRing ring, EventRing.Link position,
			@Nullable Snapshot initial) {
		return Flux.from((subscriber) -> {
			if (this.closed) {
				Operators.complete(Operators.toCoreSubscriber(subscriber));
				return;
			}
			WatchGroup group = this.groups.of(request.executor());
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

}
