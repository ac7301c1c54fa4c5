package io.kubespring.apiserver.autoconfigure.metrics;

import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.cluster.HostCallListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts and times the reviews that the host cluster is asked for, attempt by attempt.
 * After {@code metrics.go} of
 * {@code k8s.io/apiserver/pkg/authentication/authenticatorfactory} and
 * {@code …/authorization/authorizerfactory}, and
 * {@code …/authentication/token/cache/stats.go}.
 */
final class ReviewMetrics implements HostCallListener {

	private static final String TOKEN_REVIEWS = "/tokenreviews";

	private final Outcomes authentication;

	private final Outcomes authorization;

	private final AtomicInteger fetching = new AtomicInteger();

	private final Counter fetched;

	private final Counter failed;

	ReviewMetrics(MeterRegistry registry) {
		this.authentication = outcomes(registry, "apiserver.delegated.authn.request");
		this.authorization = outcomes(registry, "apiserver.delegated.authz.request");
		Gauge.builder("authentication.token.cache.active.fetch.count", this.fetching, AtomicInteger::get)
			.tag("status", "in_flight")
			.register(registry);
		this.fetched = fetches(registry, "ok");
		this.failed = fetches(registry, "error");
	}

	private static Outcomes outcomes(MeterRegistry registry, String name) {
		return new Outcomes(registry, name, name + ".duration", "code", Outcomes.REQUEST_SECONDS);
	}

	private static Counter fetches(MeterRegistry registry, String status) {
		return Counter.builder("authentication.token.cache.fetch").tag("status", status).register(registry);
	}

	@Override
	public void onBegin(String path) {
		if (path.endsWith(TOKEN_REVIEWS)) {
			this.fetching.incrementAndGet();
		}
	}

	@Override
	public void onEnd(String path, int code, long nanos) {
		String label = (code > 0) ? String.valueOf(code) : "<error>";
		if (path.endsWith(TOKEN_REVIEWS)) {
			this.fetching.decrementAndGet();
			((code == 200 || code == 201) ? this.fetched : this.failed).increment();
			this.authentication.record(label, nanos);
		}
		else if (path.endsWith("/subjectaccessreviews")) {
			this.authorization.record(label, nanos);
		}
	}

}
