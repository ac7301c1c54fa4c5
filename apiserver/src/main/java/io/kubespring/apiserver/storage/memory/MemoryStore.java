package io.kubespring.apiserver.storage.memory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.CompactedException;
import io.kubespring.apiserver.storage.ConflictException;
import io.kubespring.apiserver.storage.PersistentMap;
import io.kubespring.apiserver.storage.Revision;
import io.kubespring.apiserver.storage.RevisionPage;
import io.kubespring.apiserver.storage.Store;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A store in the memory of one process: for development, tests and what may be lost at a
 * restart. Revisions begin at the start time, so that no client takes an answer of this
 * life for one of an earlier life. Every answer is at hand; followers are served on the
 * thread that makes a change.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class MemoryStore implements Store {

	private static final int EPOCH_SHIFT = 20;

	/**
	 * Every how many revisions an entry of the log is found without walking to it.
	 */
	private static final int STRIDE = 256;

	private final Clock clock;

	private final MemoryStoreSettings settings;

	private final long epoch;

	private final Object lock = new Object();

	private final List<LogFollower> followers = new CopyOnWriteArrayList<>();

	private final ConcurrentSkipListMap<Long, LogEntry> milestones = new ConcurrentSkipListMap<>();

	private volatile LogEntry newest;

	private volatile LogEntry oldest;

	private long bytes;

	/**
	 * Create an empty store.
	 * @param clock tells the start time and the age of changes
	 * @param settings how much history is kept
	 */
	public MemoryStore(Clock clock, MemoryStoreSettings settings) {
		this.clock = clock;
		this.settings = settings;
		this.epoch = clock.millis() << EPOCH_SHIFT;
		this.newest = new LogEntry(Revision.progress(this.epoch), PersistentMap.empty(), clock.millis());
		this.oldest = this.newest;
	}

	@Override
	public Mono<Long> append(Change change) {
		LogEntry entry;
		synchronized (this.lock) {
			PersistentMap<Revision> state = this.newest.state();
			Revision current = state.get(change.key());
			long actual = (current != null) ? current.revision() : 0;
			if (actual != change.expectedRevision() || (actual == 0 && change.value() == null)) {
				return Mono.error(new ConflictException(change.key(), actual));
			}
			Revision revision = new Revision(change.key(), this.newest.revision() + 1, change.value());
			entry = new LogEntry(revision,
					(change.value() != null) ? state.put(change.key(), revision) : state.remove(change.key()),
					this.clock.millis());
			this.newest.append(entry);
			this.newest = entry;
			if (entry.revision() % STRIDE == 0) {
				this.milestones.put(entry.revision(), entry);
			}
			this.bytes += entry.size();
			trim();
		}
		this.followers.forEach(LogFollower::drain);
		return Mono.just(entry.revision());
	}

	/**
	 * Forget what is too old or too much, but never the latest change.
	 */
	private void trim() {
		long youngest = this.clock.millis() - this.settings.history().toMillis();
		LogEntry first = this.oldest;
		LogEntry next = first.next();
		while (next != null && next != this.newest
				&& (this.bytes > this.settings.maxBytes() || next.time() < youngest)) {
			this.bytes -= next.size();
			first = next;
			next = first.next();
		}
		this.oldest = first;
		this.milestones.headMap(first.revision()).clear();
	}

	@Override
	public Mono<Revision> get(String key) {
		return Mono.justOrEmpty(this.newest.state().get(key));
	}

	@Override
	public Mono<RevisionPage> list(String prefix, long atRevision, @Nullable String startKey, int limit) {
		LogEntry entry = (atRevision == 0) ? this.newest : at(atRevision);
		if (entry == null) {
			return Mono.error(new CompactedException(atRevision, horizon()));
		}
		List<Revision> items = new ArrayList<>();
		Iterator<Revision> iterator = entry.state().iterate(prefix, startKey);
		while (iterator.hasNext() && (limit == 0 || items.size() < limit)) {
			items.add(iterator.next());
		}
		int remaining = iterator.hasNext() ? entry.state().count(prefix, startKey) - items.size() : 0;
		return Mono.just(new RevisionPage(items, (atRevision == 0) ? entry.revision() : atRevision, remaining));
	}

	/**
	 * The last change up to a revision, {@code null} if it is no longer known.
	 */
	private @Nullable LogEntry at(long revision) {
		LogEntry entry = this.oldest;
		if (revision < entry.revision()) {
			return null;
		}
		Map.Entry<Long, LogEntry> milestone = this.milestones.floorEntry(revision);
		if (milestone != null && milestone.getKey() > entry.revision()) {
			entry = milestone.getValue();
		}
		for (LogEntry next = entry.next(); next != null && next.revision() <= revision; next = entry.next()) {
			entry = next;
		}
		return entry;
	}

	@Override
	public Flux<Revision> follow(String prefix, long after) {
		return Flux.from((subscriber) -> {
			LogFollower follower = new LogFollower(this, prefix, at(after), after, subscriber);
			this.followers.add(follower);
			subscriber.onSubscribe(follower);
			follower.drain();
		});
	}

	void leave(LogFollower follower) {
		this.followers.remove(follower);
	}

	boolean hasForgotten(LogEntry entry) {
		return entry.revision() < this.oldest.revision();
	}

	@Override
	public Mono<Long> currentRevision() {
		return Mono.just(this.newest.revision());
	}

	@Override
	public long horizon() {
		return this.oldest.revision();
	}

	@Override
	public long epoch() {
		return this.epoch;
	}

}
