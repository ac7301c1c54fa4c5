package io.kubespring.apiserver.endpoint;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;

/**
 * How many octets of bodies may be under way at once, in all requests together. A body
 * counts from its announcement, or from its arrival where its length is not announced,
 * until its request is over. Safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class BodyBudget {

	/**
	 * The default, room for twenty of the longest bodies: 64 MiB.
	 */
	public static final long DEFAULT_LIMIT = 64 * 1024 * 1024;

	private static final int RETRY_AFTER_SECONDS = 1;

	private final long limit;

	private final AtomicLong taken = new AtomicLong();

	/**
	 * Create a budget.
	 * @param limit the octets that may be under way
	 */
	public BodyBudget(long limit) {
		this.limit = limit;
	}

	Share share() {
		return new Share();
	}

	long taken() {
		return this.taken.get();
	}

	private static ApiStatusException exhausted() {
		return new ApiStatusException(Status.failure(429, "TooManyRequests",
				"Too many requests: the bodies under way are too large together, please try again later",
				new StatusDetails("", "", "", "", List.of(), RETRY_AFTER_SECONDS)));
	}

	/**
	 * What one request has taken.
	 */
	final class Share {

		private final AtomicLong size = new AtomicLong();

		/**
		 * Take at least so many octets in all.
		 * @throws ApiStatusException 429 if they are not to be had
		 */
		void ensure(long octets) {
			long missing = octets - this.size.get();
			if (missing <= 0) {
				return;
			}
			if (BodyBudget.this.taken.addAndGet(missing) > BodyBudget.this.limit) {
				BodyBudget.this.taken.addAndGet(-missing);
				throw exhausted();
			}
			this.size.addAndGet(missing);
		}

		/**
		 * Give everything back.
		 */
		void release() {
			BodyBudget.this.taken.addAndGet(-this.size.getAndSet(0));
		}

	}

}
