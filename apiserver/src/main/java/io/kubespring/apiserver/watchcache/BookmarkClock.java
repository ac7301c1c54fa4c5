package io.kubespring.apiserver.watchcache;

import java.time.Duration;

/**
 * When a watch ends and when it is told its revision, after {@code nextBookmarkTime} of
 * {@code k8s.io/apiserver/pkg/storage/cacher}: right behind the initial events, then once
 * an interval, and shortly before the end, so that a client resumes from where it was. It
 * has no timer: who has one asks it.
 */
final class BookmarkClock {

	/**
	 * How long before the end the last bookmark comes.
	 */
	private static final long LAST_MILLIS = 2000;

	/**
	 * How long after the initial events the first one comes.
	 */
	private static final long FIRST_MILLIS = 1000;

	private final long deadlineMillis;

	private final long intervalMillis;

	private long nextMillis;

	BookmarkClock(long nowMillis, Duration length, Duration interval, boolean soon) {
		this.deadlineMillis = nowMillis + length.toMillis();
		this.intervalMillis = interval.toMillis();
		this.nextMillis = soon ? nowMillis + FIRST_MILLIS : after(nowMillis);
	}

	private long after(long nowMillis) {
		long next = Math.min(nowMillis + this.intervalMillis, this.deadlineMillis - LAST_MILLIS);
		return (next > nowMillis) ? next : Long.MAX_VALUE;
	}

	boolean isOver(long nowMillis) {
		return nowMillis >= this.deadlineMillis;
	}

	/**
	 * Whether a bookmark is due; then the next one is set.
	 */
	boolean isDue(long nowMillis) {
		if (nowMillis < this.nextMillis) {
			return false;
		}
		this.nextMillis = after(nowMillis);
		return true;
	}

}
