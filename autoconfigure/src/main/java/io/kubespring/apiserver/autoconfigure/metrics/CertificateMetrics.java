package io.kubespring.apiserver.autoconfigure.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long the certificate that is served with is good, and the authority that
 * issues it where that is our own. After {@code certificate_manager_server_ttl_seconds}
 * of {@code k8s.io/kubernetes/pkg/kubelet/certificate}: negative once it has expired,
 * infinite while there is none.
 */
final class CertificateMetrics implements MeterBinder {

	private static final double MILLIS = 1000;

	private final Supplier<@Nullable Instant> serving;

	private final Supplier<@Nullable Instant> authority;

	private final boolean own;

	private final Clock clock;

	/**
	 * Measure.
	 * @param own whether the authority is our own, so that it is measured as well
	 */
	CertificateMetrics(Supplier<@Nullable Instant> serving, Supplier<@Nullable Instant> authority, boolean own,
			Clock clock) {
		this.serving = serving;
		this.authority = authority;
		this.own = own;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bind(registry, "apiserver.certificate.manager.server.ttl", this.serving,
				"Time for which the serving certificate is good, negative once it has expired");
		if (this.own) {
			bind(registry, "apiserver.certificate.manager.authority.ttl", this.authority,
					"Time for which the authority of the serving certificate is good, negative once it has expired");
		}
	}

	private void bind(MeterRegistry registry, String name, Supplier<@Nullable Instant> expiry, String description) {
		Gauge.builder(name, () -> seconds(expiry.get()))
			.baseUnit("seconds")
			.description(description)
			.strongReference(true)
			.register(registry);
	}

	private double seconds(@Nullable Instant expiry) {
		return (expiry != null) ? Duration.between(this.clock.instant(), expiry).toMillis() / MILLIS
				: Double.POSITIVE_INFINITY;
	}

}
