package io.kubespring.apiserver.authentication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class CoalescingCacheTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final MutableClock clock = new MutableClock();

	private final List<String> asked = new ArrayList<>();

	private final CoalescingCache<String, String> cache = new CoalescingCache<>(2, 10, String::length, this.clock,
			(answer) -> answer.equals("never") ? Duration.ZERO : Duration.ofSeconds(10));

	@Test
	void remembersAnswerUntilItsTimeIsOver() {
		assertThat(get("a")).isEqualTo("answer 1");
		this.clock.advance(Duration.ofMillis(9_999));
		assertThat(get("a")).isEqualTo("answer 1");
		this.clock.advance(Duration.ofMillis(1));
		assertThat(get("a")).isEqualTo("answer 2");
	}

	@Test
	void hasRememberedAnswerAtHand() {
		get("a");
		assertThat(this.cache.get("a", this::ask)).isInstanceOf(Fuseable.ScalarCallable.class);
	}

	@Test
	void doesNotRememberErrorsNorAnswersWithoutTime() {
		StepVerifier.create(this.cache.get("a", (key) -> Mono.error(new IllegalStateException("down"))))
			.expectErrorMessage("down")
			.verify(PATIENCE);
		StepVerifier.create(this.cache.get("a", (key) -> Mono.just("never")))
			.expectNext("never")
			.expectComplete()
			.verify(PATIENCE);
		assertThat(get("a")).isEqualTo("answer 1");
	}

	@Test
	void failsWhenThereIsNoAnswer() {
		StepVerifier.create(this.cache.get("a", (key) -> Mono.empty()))
			.expectErrorMessage("No answer")
			.verify(PATIENCE);
	}

	@Test
	void forgetsWhatWasNotUsedForLongest() {
		get("a");
		get("b");
		get("a");
		get("c");
		assertThat(this.asked).containsExactly("a", "b", "c");
		get("a");
		get("b");
		assertThat(this.asked).containsExactly("a", "b", "c", "b");
	}

	@Test
	void forgetsWhatWeighsTooMuch() {
		get("12345678901");
		get("12345678901");
		assertThat(this.asked).hasSize(2);
		get("123456");
		get("abcde");
		get("123456");
		assertThat(this.asked).hasSize(5);
		this.clock.advance(Duration.ofSeconds(11));
		get("123456");
		get("123456");
		get("xyz");
		get("123456");
		assertThat(this.asked).hasSize(7);
	}

	@Test
	void asksOnceForAllWhoWait() {
		Sinks.One<String> answer = Sinks.one();
		List<String> received = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			this.cache.get("a", (key) -> {
				this.asked.add(key);
				return answer.asMono();
			}).subscribe(received::add);
		}
		assertThat(received).isEmpty();
		answer.tryEmitValue("yes");
		assertThat(this.asked).containsExactly("a");
		assertThat(received).hasSize(50).containsOnly("yes");
	}

	@Test
	void goesOnForOthersWhenOneGivesUp() {
		Sinks.One<String> answer = Sinks.one();
		List<String> received = new ArrayList<>();
		Disposable impatient = this.cache.get("a", (key) -> answer.asMono()).subscribe(received::add);
		this.cache.get("a", this::ask).subscribe(received::add);
		impatient.dispose();
		answer.tryEmitValue("yes");
		assertThat(received).containsExactly("yes");
		assertThat(this.asked).isEmpty();
	}

	private String get(String key) {
		String answer = this.cache.get(key, this::ask).block(PATIENCE);
		assertThat(answer).isNotNull();
		return answer;
	}

	private Mono<String> ask(String key) {
		this.asked.add(key);
		return Mono.just("answer " + this.asked.size());
	}

}
