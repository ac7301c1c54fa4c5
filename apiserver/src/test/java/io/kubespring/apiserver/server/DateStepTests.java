package io.kubespring.apiserver.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.kubespring.apiserver.endpoint.ApiExchange;
import org.junit.jupiter.api.Test;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link DateStep}.
 */
class DateStepTests {

	private final Hands clock = new Hands();

	private final DateStep step = new DateStep(this.clock);

	@Test
	void answerSaysWhenItWasMade() {
		this.clock.now = Instant.parse("2026-03-04T05:06:07.999Z");
		assertThat(date()).isEqualTo("Wed, 04 Mar 2026 05:06:07 GMT");
		this.clock.now = Instant.parse("2026-03-04T05:06:08Z");
		assertThat(date()).isEqualTo("Wed, 04 Mar 2026 05:06:08 GMT");
	}

	@Test
	void textIsMadeOnceASecond() {
		this.clock.now = Instant.parse("2026-12-31T23:59:59Z");
		String first = date();
		this.clock.now = Instant.parse("2026-12-31T23:59:59.500Z");
		assertThat(date()).isSameAs(first).isEqualTo("Thu, 31 Dec 2026 23:59:59 GMT");
	}

	private String date() {
		MockServerHttpResponse response = new MockServerHttpResponse();
		assertThat(this.step.apply(new ApiExchange(MockServerHttpRequest.get("/").build(), response, Runnable::run)))
			.isNull();
		return response.getHeaders().getFirst("Date");
	}

	/**
	 * A clock that is set by hand.
	 */
	private static final class Hands extends Clock {

		private Instant now = Instant.EPOCH;

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
