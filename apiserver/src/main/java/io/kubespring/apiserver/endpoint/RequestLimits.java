package io.kubespring.apiserver.endpoint;

import java.time.Duration;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long requests may take and how many may be under way. A limit in number that is not
 * positive is none, as in {@code k8s.io/apiserver/pkg/server/filters}.
 *
 * @param timeout the longest time of a request that is neither a watch nor a connection
 * @param writeTimeout the longest time of a write, from its handler's start on
 * @param maxInFlight how many reads may be under way
 * @param maxMutatingInFlight how many other requests may be under way
 * @param timer tells the time and wakes requests whose time is over
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RequestLimits(Duration timeout, Duration writeTimeout, int maxInFlight, int maxMutatingInFlight,
		Scheduler timer) {

	/**
	 * The reference's limits.
	 */
	public static final RequestLimits DEFAULTS = new RequestLimits(Duration.ofSeconds(60), Duration.ofSeconds(34), 400,
			200, Schedulers.parallel());

}
