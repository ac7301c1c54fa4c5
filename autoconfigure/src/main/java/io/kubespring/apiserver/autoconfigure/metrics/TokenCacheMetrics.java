package io.kubespring.apiserver.autoconfigure.metrics;

import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.authentication.TokenCacheListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts and times how tokens are answered for, after
 * {@code k8s.io/apiserver/pkg/authentication/token/cache/stats.go}.
 */
final class TokenCacheMetrics implements TokenCacheListener {

	/**
	 * Those that Prometheus has by itself.
	 */
	private static final double[] SECONDS = { .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10 };

	private final Outcomes requests;

	private final AtomicInteger waiting = new AtomicInteger();

	TokenCacheMetrics(MeterRegistry registry) {
		this.requests = new Outcomes(registry, "authentication.token.cache.request",
				"authentication.token.cache.request.duration", "status", SECONDS);
		Gauge.builder("authentication.token.cache.active.fetch.count", this.waiting, AtomicInteger::get)
			.tag("status", "blocked")
			.register(registry);
	}

	@Override
	public void onHit(long nanos) {
		this.requests.record("hit", nanos);
	}

	@Override
	public void onWait() {
		this.waiting.incrementAndGet();
	}

	@Override
	public void onMiss(long nanos) {
		this.waiting.decrementAndGet();
		this.requests.record("miss", nanos);
	}

}
