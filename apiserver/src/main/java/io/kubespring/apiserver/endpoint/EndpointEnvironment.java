package io.kubespring.apiserver.endpoint;

import java.time.Clock;
import java.time.Duration;

import reactor.core.scheduler.Scheduler;

/**
 * What the handlers of all resources share.
 *
 * @param clock the time, for ages
 * @param workers where writes and blocking verbs run
 * @param maxBodyBytes the longest body in bytes
 * @param shortestWatch the shortest time after which a watch ends whose client names
 * none; the longest is twice that
 * @param bodyBudget what all bodies together may take
 * @param deleteCollectionWorkers how many objects of a collection are deleted at once
 * @param limits how long requests may take and how many may be under way
 * @author The kubespring authors
 * @since 0.1.0
 */
public record EndpointEnvironment(Clock clock, Scheduler workers, int maxBodyBytes, Duration shortestWatch,
		BodyBudget bodyBudget, int deleteCollectionWorkers, RequestLimits limits) {

	/**
	 * The reference's limit of bodies: 3 MiB.
	 */
	public static final int DEFAULT_MAX_BODY_BYTES = 3 * 1024 * 1024;

	/**
	 * The reference's shortest watch.
	 */
	public static final Duration DEFAULT_SHORTEST_WATCH = Duration.ofMinutes(30);

	/**
	 * How many objects of a collection are deleted at once; the reference's server takes
	 * one after the other unless told otherwise.
	 */
	public static final int DEFAULT_DELETE_COLLECTION_WORKERS = 4;

	/**
	 * An environment that deletes collections with the default number of workers.
	 * @param clock the time, for ages
	 * @param workers where writes and blocking verbs run
	 * @param maxBodyBytes the longest body in bytes
	 * @param shortestWatch the shortest time after which a watch ends whose client names
	 * none
	 * @param limits how long requests may take and how many may be under way
	 */
	public EndpointEnvironment(Clock clock, Scheduler workers, int maxBodyBytes, Duration shortestWatch,
			RequestLimits limits) {
		this(clock, workers, maxBodyBytes, shortestWatch, new BodyBudget(BodyBudget.DEFAULT_LIMIT),
				DEFAULT_DELETE_COLLECTION_WORKERS, limits);
	}

}
