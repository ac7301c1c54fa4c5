package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

class PacedBodyTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final AtomicInteger made = new AtomicInteger();

	private Flux<DataBuffer> pieces(int count) {
		return Flux.generate(() -> 0, (state, sink) -> {
			if (state == count) {
				sink.complete();
			}
			else {
				this.made.incrementAndGet();
				sink.next(buffer("piece" + state));
			}
			return state + 1;
		});
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void pieceIsMadeOnlyWhenItsTurnHasCome() {
		List<Publisher<DataBuffer>> turns = new ArrayList<>();
		StepVerifier.create(PacedBody.of(pieces(5), false), 3).recordWith(() -> turns).expectNextCount(3).then(() -> {
			assertThat(this.made).as("turns are taken ahead, pieces are not made").hasValue(0);
			assertThat(piece(turns.get(0))).isEqualTo("piece0");
			assertThat(this.made).hasValue(1);
			assertThat(piece(turns.get(1))).isEqualTo("piece1");
			assertThat(this.made).hasValue(2);
		}).thenCancel().verify(PATIENCE);
	}

	private static String piece(Publisher<DataBuffer> turn) {
		DataBuffer buffer = Flux.from(turn).blockFirst(PATIENCE);
		return (buffer != null) ? text(buffer) : "";
	}

	@Test
	void wholeBodyComesInOrderAndEnds() {
		StepVerifier.create(PacedBody.of(pieces(5), false).concatMap(Flux::from).map(PacedBodyTests::text))
			.expectNext("piece0", "piece1", "piece2", "piece3", "piece4")
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void headIsSentBeforeTheFirstPieceIsThere() {
		TestPublisher<DataBuffer> source = TestPublisher.create();
		StepVerifier.create(PacedBody.of(source.flux(), true).concatMap((turn) -> Flux.from(turn).count()).take(1))
			.expectNext(0L)
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void sourceIsCancelledWhenTheClientLeaves() {
		TestPublisher<DataBuffer> source = TestPublisher.create();
		StepVerifier.create(PacedBody.of(source.flux(), false).concatMap(Flux::from).map(PacedBodyTests::text))
			.then(() -> source.next(buffer("a")))
			.expectNext("a")
			.thenCancel()
			.verify(PATIENCE);
		source.assertCancelled();
	}

	@Test
	void failureOfTheSourceEndsTheBody() {
		StepVerifier
			.create(PacedBody.of(Flux.<DataBuffer>error(new IllegalStateException("gone")), false)
				.concatMap(Flux::from))
			.expectErrorMessage("gone")
			.verify(PATIENCE);
	}

	private static String text(DataBuffer buffer) {
		return buffer.toString(StandardCharsets.UTF_8);
	}

}
