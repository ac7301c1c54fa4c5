package io.kubespring.apiserver.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.kubespring.apiserver.request.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class RefreshedCheckTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicReference<Mono<String>> probe = new AtomicReference<>(Mono.empty());

	private final HealthHandler handler = new HealthHandler(
			() -> List.of(RefreshedCheck.of("db", HealthCheck.Scope.READINESS, Mono.defer(() -> {
				this.asked.incrementAndGet();
				return this.probe.get();
			}), this.time)));

	@Test
	void stormOfProbesAsksOnceInHalfTheBudget() {
		for (int i = 0; i < 1000; i++) {
			assertThat(ask("/readyz").get()).isEqualTo("ok");
		}
		assertThat(this.asked).hasValue(1);
		this.probe.set(Mono.just("DOWN"));
		assertThat(ask("/readyz").get()).isEqualTo("ok");
		this.time.advanceTimeBy(Duration.ofMillis(1001));
		assertThat(ask("/readyz").get()).isEqualTo("[+]ping ok\n[-]db failed: reason withheld\nreadyz check failed\n");
		assertThat(ask("/readyz/db").get()).isEqualTo("internal server error: DOWN\n");
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void slowProbeFailsAfterItsBudgetAndIsSharedMeanwhile() {
		this.probe.set(Mono.never());
		AtomicReference<@Nullable String> first = ask("/readyz/db");
		AtomicReference<@Nullable String> second = ask("/readyz/db");
		assertThat(first.get()).isNull();
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(first.get()).isEqualTo("internal server error: no answer within 2 seconds\n")
			.isEqualTo(second.get());
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void failingProbeIsAProblem() {
		this.probe.set(Mono.error(new IllegalStateException("refused")));
		assertThat(ask("/readyz/db").get())
			.isEqualTo("internal server error: java.lang.IllegalStateException: refused\n");
	}

	@Test
	void excludedCheckIsNotAsked() {
		assertThat(ask("/readyz", "exclude=db").get()).isEqualTo("ok");
		assertThat(ask("/livez", "").get()).isEqualTo("ok");
		assertThat(this.asked).hasValue(0);
	}

	private AtomicReference<@Nullable String> ask(String path) {
		return ask(path, "");
	}

	private AtomicReference<@Nullable String> ask(String path, String query) {
		AtomicReference<@Nullable String> body = new AtomicReference<>();
		this.handler.answer(path, QueryParameters.parse(query)).subscribe((answer) -> body.set(answer.body()));
		return body;
	}

}
