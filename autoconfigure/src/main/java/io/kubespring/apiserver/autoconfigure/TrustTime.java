package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The time that authentication and authorization go by: what they compare validity and
 * age with, and what keeps their pauses. Not an application's {@link Clock}, which may
 * stand still; a bean of its own only so that tests can move it.
 *
 * @param clock tells the time
 * @param scheduler keeps pauses and time limits
 */
record TrustTime(Clock clock, Scheduler scheduler) {

	static final TrustTime REAL = new TrustTime(Clock.systemUTC(), Schedulers.parallel());

}
