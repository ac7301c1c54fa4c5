package io.kubespring.apiserver.watchcache;

import java.time.Duration;

import io.kubespring.apiserver.storage.HistorySize;

/**
 * Bounds and intervals of a {@link WatchCache}.
 *
 * @param history the age up to which events are kept for watches that resume
 * @param maxBytes the bytes that events keep in memory; past it the oldest go
 * @param bookmarkInterval the time between two bookmarks of a watch
 * @param freshnessTimeout the longest wait for a revision that is not there yet
 * @author The kubespring authors
 * @since 0.1.0
 */
public record WatchCacheSettings(Duration history, long maxBytes, Duration bookmarkInterval,
		Duration freshnessTimeout) {

	/**
	 * As upstream tuned it: 75 seconds, so that a watch with the bookmarks of every
	 * minute can always resume; 3 seconds. And what {@link HistorySize} says.
	 */
	public static final WatchCacheSettings DEFAULTS = new WatchCacheSettings(Duration.ofSeconds(75),
			HistorySize.standard(), Duration.ofMinutes(1), Duration.ofSeconds(3));

}
