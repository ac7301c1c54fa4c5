package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class BodyBudgetTests {

	private final BodyBudget budget = new BodyBudget(10);

	private final BodyReader reader = new BodyReader(8, this.budget);

	@Test
	void announcedBodyCountsUntilItsRequestIsOver() {
		Sinks.Empty<String> writing = Sinks.empty();
		List<String> bodies = new ArrayList<>();
		StepVerifier.create(read("12345678", (body) -> {
			bodies.add(new String(body, StandardCharsets.UTF_8));
			return writing.asMono();
		})).then(() -> {
			assertThat(this.budget.taken()).isEqualTo(8);
			refuses(read("123", (body) -> Mono.just(1)));
			assertThat(this.budget.taken()).isEqualTo(8);
			writing.tryEmitEmpty();
		}).expectComplete().verify(Duration.ofSeconds(5));
		assertThat(bodies).containsExactly("12345678");
		assertThat(this.budget.taken()).isZero();
	}

	@Test
	void bodyOfUnknownLengthCountsAsItArrives() {
		Sinks.Many<DataBuffer> chunks = Sinks.many().unicast().onBackpressureBuffer();
		StepVerifier.create(this.reader.read(-1, chunks.asFlux(), (body) -> Mono.just(body.length)))
			.then(() -> chunks.tryEmitNext(buffer("1234")))
			.then(() -> assertThat(this.budget.taken()).isEqualTo(4))
			.then(() -> refuses(read("1234567", (body) -> Mono.just(1))))
			.then(() -> chunks.tryEmitNext(buffer("56")))
			.then(() -> chunks.tryEmitComplete())
			.expectNext(6)
			.expectComplete()
			.verify(Duration.ofSeconds(5));
		assertThat(this.budget.taken()).isZero();
	}

	@Test
	void bodyThatOutgrowsTheBudgetIsRefusedAndGivesBackWhatItTook() {
		Sinks.Empty<String> writing = Sinks.empty();
		read("12345", (body) -> writing.asMono()).subscribe();
		refuses(this.reader.read(-1, Flux.just(buffer("123"), buffer("456")), (body) -> Mono.just(1)));
		assertThat(this.budget.taken()).isEqualTo(5);
		writing.tryEmitEmpty();
		assertThat(this.budget.taken()).isZero();
	}

	@Test
	void failureAndCancellationGiveBackWhatWasTaken() {
		StepVerifier.create(read("1234", (body) -> Mono.error(new IllegalStateException("failed"))))
			.expectErrorMessage("failed")
			.verify(Duration.ofSeconds(5));
		assertThat(this.budget.taken()).isZero();
		read("1234", (body) -> Mono.never()).subscribe().dispose();
		assertThat(this.budget.taken()).isZero();
	}

	@Test
	void bodyBeyondTheLimitIsTooLargeWhateverTheBudget() {
		StepVerifier.create(read("123456789", (body) -> Mono.just(1)))
			.expectErrorSatisfies((failure) -> assertThat(((ApiStatusException) failure).status().message())
				.isEqualTo("Request entity too large: limit is 8"))
			.verify(Duration.ofSeconds(5));
	}

	private static void refuses(Mono<Integer> reading) {
		StepVerifier.create(reading).expectErrorSatisfies((failure) -> {
			Status status = ((ApiStatusException) failure).status();
			assertThat(status.code()).isEqualTo(429);
			assertThat(status.reason()).isEqualTo("TooManyRequests");
			assertThat(status.details()).isNotNull();
			assertThat(status.details().retryAfterSeconds()).isEqualTo(1);
		}).verify(Duration.ofSeconds(5));
	}

	private <T> Mono<T> read(String body, Function<byte[], Mono<T>> use) {
		return this.reader.read(body.length(), Flux.defer(() -> Flux.just(buffer(body))), use);
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
