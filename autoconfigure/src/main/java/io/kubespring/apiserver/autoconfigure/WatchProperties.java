package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Properties of watches.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class WatchProperties {

	/**
	 * Age up to which events are kept for watches that resume.
	 */
	private Duration history = Duration.ofSeconds(75);

	/**
	 * Size of the events that are kept per resource; past it the oldest go. By default
	 * 64MB, or a sixteenth of the heap if that is less.
	 */
	private @Nullable DataSize historySize;

	/**
	 * Time between two bookmarks of a watch.
	 */
	private Duration bookmarkInterval = Duration.ofMinutes(1);

	/**
	 * Shortest time after which a watch ends whose client names none; the longest is
	 * twice that.
	 */
	private Duration minTimeout = Duration.ofMinutes(30);

	/**
	 * Longest wait for a resource version that is not there yet.
	 */
	private Duration freshnessTimeout = Duration.ofSeconds(3);

	public Duration getHistory() {
		return this.history;
	}

	public void setHistory(Duration history) {
		this.history = history;
	}

	public @Nullable DataSize getHistorySize() {
		return this.historySize;
	}

	public void setHistorySize(@Nullable DataSize historySize) {
		this.historySize = historySize;
	}

	public Duration getBookmarkInterval() {
		return this.bookmarkInterval;
	}

	public void setBookmarkInterval(Duration bookmarkInterval) {
		this.bookmarkInterval = bookmarkInterval;
	}

	public Duration getMinTimeout() {
		return this.minTimeout;
	}

	public void setMinTimeout(Duration minTimeout) {
		this.minTimeout = minTimeout;
	}

	public Duration getFreshnessTimeout() {
		return this.freshnessTimeout;
	}

	public void setFreshnessTimeout(Duration freshnessTimeout) {
		this.freshnessTimeout = freshnessTimeout;
	}

}
