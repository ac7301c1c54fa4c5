package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The time of authentication and authorization in the hands of a test.
 */
@Configuration
class VirtualTime {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	@Bean
	TrustTime trustTime() {
		return new TrustTime(clock(), this.scheduler);
	}

	/**
	 * Let time pass, and what was to be done in it be done by this thread.
	 */
	void advance(Duration duration) {
		this.scheduler.advanceTimeBy(duration);
	}

	Instant now() {
		return Instant.parse("2030-06-01T12:00:00Z").plusMillis(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

	private Clock clock() {
		return new Clock() {

			@Override
			public Instant instant() {
				return now();
			}

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

		};
	}

}
