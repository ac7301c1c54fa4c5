package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.storage.PersistentMap;
import io.kubespring.apiserver.storage.Revision;
import io.kubespring.apiserver.storage.RevisionPage;
import io.kubespring.apiserver.storage.Store;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps the state of a cache level with a store. One thread at a time takes changes in:
 * it decodes the bytes once, makes the next snapshot, appends the event to the chain, and
 * only then publishes the new state. If the store's log breaks off, all watches are ended
 * and the state is made anew.
 */
final class CacheFeed {

	private static final Log logger = LogFactory.getLog(CacheFeed.class);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private final Store store;

	private final String prefix;

	private final StoredForm form;

	private final WatchCacheSettings settings;

	private final Scheduler scheduler;

	private final FreshnessWaiters waiters;

	private final WatchGroups groups;

	private final Disposable.Swap following = Disposables.swap();

	private volatile @Nullable CacheState state;

	CacheFeed(Store store, String prefix, StoredForm form, WatchCacheSettings settings, Scheduler scheduler,
			FreshnessWaiters waiters, WatchGroups groups) {
		this.store = store;
		this.prefix = prefix;
		this.form = form;
		this.settings = settings;
		this.scheduler = scheduler;
		this.waiters = waiters;
		this.groups = groups;
	}

	/**
	 * The present state, {@code null} before the first.
	 */
	@Nullable CacheState state() {
		return this.state;
	}

	void start() {
		fill();
	}

	void close() {
		this.following.dispose();
	}

	private void fill() {
		this.following.update(this.store.list(this.prefix, 0, null, 0)
			.doOnNext(this::replace)
			.flatMapMany((page) -> this.store.follow(this.prefix, page.revision()))
			.subscribe(this::take, this::refill, () -> refill(new IllegalStateException("the store ended the log"))));
	}

	private void refill(Throwable cause) {
		if (this.following.isDisposed()) {
			return;
		}
		logger.warn("Lost track of " + this.prefix + ", filling its cache again: " + cause);
		this.groups.end();
		this.following.update(this.scheduler.schedule(this::fill, RETRY.toMillis(), TimeUnit.MILLISECONDS));
	}

	private void replace(RevisionPage page) {
		PersistentMap<EncodedObject> objects = PersistentMap.empty();
		for (Revision item : page.items()) {
			EncodedObject object = decode(item, Objects.requireNonNull(item.value(), "a listed item has a value"));
			objects = objects.put(object.path(), object);
		}
		Snapshot snapshot = new Snapshot(page.revision(), objects);
		this.state = new CacheState(snapshot, new EventRing(this.settings, snapshot));
		this.waiters.reached(page.revision());
		this.groups.wake();
	}

	private EncodedObject decode(Revision revision, byte[] value) {
		return this.form.decode(revision.revision(), value);
	}

	private void take(Revision change) {
		CacheState present = Objects.requireNonNull(this.state, "the cache was filled before it follows");
		if (change.isProgress()) {
			this.state = new CacheState(new Snapshot(change.revision(), present.snapshot().objects()), present.ring());
			this.waiters.reached(change.revision());
			return;
		}
		String path = change.key().substring(this.prefix.length());
		PersistentMap<EncodedObject> objects = present.snapshot().objects();
		EncodedObject previous = objects.get(path);
		EncodedObject object = (change.value() != null) ? decode(change, change.value()) : null;
		objects = (object != null) ? objects.put(path, object) : objects.remove(path);
		present.ring()
			.append(new CacheEvent(change.revision(), object, previous), objects,
					this.scheduler.now(TimeUnit.MILLISECONDS));
		this.state = new CacheState(new Snapshot(change.revision(), objects), present.ring());
		this.waiters.reached(change.revision());
		this.groups.wake();
	}

}
