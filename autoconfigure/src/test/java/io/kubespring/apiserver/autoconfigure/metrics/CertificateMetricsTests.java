package io.kubespring.apiserver.autoconfigure.metrics;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Expiry as a monitor sees it.
 */
class CertificateMetricsTests {

	private static final String SERVER = "apiserver.certificate.manager.server.ttl";

	private static final String AUTHORITY = "apiserver.certificate.manager.authority.ttl";

	private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private @Nullable Instant serving;

	private @Nullable Instant authority;

	@Test
	void timeThatIsLeftIsMeasuredInSeconds() {
		bind(true);
		this.serving = NOW.plusSeconds(3600);
		this.authority = NOW.plusSeconds(7200);
		assertThat(value(SERVER)).isEqualTo(3600);
		assertThat(value(AUTHORITY)).isEqualTo(7200);
		assertThat(this.registry.get(SERVER).gauge().getId().getBaseUnit()).isEqualTo("seconds");
	}

	@Test
	void whatHasExpiredIsNegativeAndWhatIsNotThereInfinite() {
		bind(true);
		this.serving = NOW.minusMillis(1500);
		assertThat(value(SERVER)).isEqualTo(-1.5);
		assertThat(value(AUTHORITY)).isEqualTo(Double.POSITIVE_INFINITY);
	}

	@Test
	void authorityOfOthersIsNotMeasured() {
		bind(false);
		assertThat(this.registry.find(SERVER).gauge()).isNotNull();
		assertThat(this.registry.find(AUTHORITY).gauge()).isNull();
	}

	private void bind(boolean own) {
		new CertificateMetrics(() -> this.serving, () -> this.authority, own, Clock.fixed(NOW, ZoneOffset.UTC))
			.bindTo(this.registry);
	}

	private double value(String name) {
		return this.registry.get(name).gauge().value();
	}

}
