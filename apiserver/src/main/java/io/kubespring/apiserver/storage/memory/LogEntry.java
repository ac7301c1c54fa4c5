package io.kubespring.apiserver.storage.memory;

import io.kubespring.apiserver.storage.PersistentMap;
import io.kubespring.apiserver.storage.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A change in the log of a {@link MemoryStore}, with the state that it led to.
 */
final class LogEntry {

	/**
	 * What a change occupies but for its key, its value and the path to it.
	 */
	private static final int OVERHEAD = 150;

	private final Revision change;

	private final PersistentMap<Revision> state;

	private final long time;

	private volatile @Nullable LogEntry next;

	LogEntry(Revision change, PersistentMap<Revision> state, long time) {
		this.change = change;
		this.state = state;
		this.time = time;
	}

	Revision change() {
		return this.change;
	}

	long revision() {
		return this.change.revision();
	}

	PersistentMap<Revision> state() {
		return this.state;
	}

	/**
	 * When the change was made, in milliseconds since 1970.
	 */
	long time() {
		return this.time;
	}

	/**
	 * What this entry alone keeps in memory, in bytes.
	 */
	long size() {
		int value = (this.change.value() != null) ? this.change.value().length : 0;
		return OVERHEAD + this.change.key().length() + value + this.state.pathBytes();
	}

	@Nullable LogEntry next() {
		return this.next;
	}

	void append(LogEntry next) {
		this.next = next;
	}

}
