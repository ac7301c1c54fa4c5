package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A body that ends cleanly although its source failed is taken for a whole one.
 */
class PacedBodyFailureTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Test
	void bodyFailsWhenItsSourceFailsBeforeTheFirstTurn() {
		StepVerifier.create(texts(PacedBody.of(Flux.error(new IllegalStateException("gone")), false)))
			.expectErrorMessage("gone")
			.verify(PATIENCE);
	}

	@Test
	void bodyFailsWhenItsSourceFailsBetweenTwoTurns() {
		TestPublisher<DataBuffer> source = TestPublisher.create();
		List<String> seen = new ArrayList<>();
		StepVerifier.create(PacedBody.of(source.flux(), false), 1)
			.consumeNextWith((turn) -> Flux.from(turn).map(PacedBodyFailureTests::text).subscribe(seen::add))
			.then(() -> source.next(buffer("a")))
			.then(() -> source.error(new IllegalStateException("gone")))
			.thenRequest(1)
			.expectErrorMessage("gone")
			.verify(PATIENCE);
		assertThat(seen).containsExactly("a");
	}

	@Test
	void bodyFailsWhenItsSourceFailsWithinATurn() {
		TestPublisher<DataBuffer> source = TestPublisher.create();
		StepVerifier.create(texts(PacedBody.of(source.flux(), false)))
			.then(() -> source.next(buffer("a")))
			.expectNext("a")
			.then(() -> source.error(new IllegalStateException("gone")))
			.expectErrorMessage("gone")
			.verify(PATIENCE);
	}

	private static Flux<String> texts(Flux<Publisher<DataBuffer>> turns) {
		return turns.concatMap(Flux::from).map(PacedBodyFailureTests::text);
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(DataBuffer buffer) {
		return buffer.toString(StandardCharsets.UTF_8);
	}

}
