package io.kubespring.apiserver.watchcache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * All watches of one resource.
 */
final class WatchGroups {

	private final Map<Executor, WatchGroup> groups = new ConcurrentHashMap<>();

	WatchGroup of(Executor executor) {
		return this.groups.computeIfAbsent(executor, WatchGroup::new);
	}

	int watches() {
		return this.groups.values().stream().mapToInt(WatchGroup::size).sum();
	}

	/**
	 * Have each watch look for what is new, and for the time.
	 */
	void wake() {
		this.groups.values().forEach(WatchGroup::wake);
	}

	/**
	 * End all watches cleanly.
	 */
	void end() {
		this.groups.values().forEach(WatchGroup::end);
	}

}
