package io.kubespring.apiserver.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.server.ServerFixture.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that leave, clients that are slow, and code of users that fails.
 */
class RequestEndTests {

	private static final String NOTES = ServerFixture.NOTES;

	private static final String TASKS = ServerFixture.TASKS;

	private static final String TASK = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Task\",\"metadata\":{\"name\":\"a\"}}";

	private final ServerFixture fixture = new ServerFixture();

	/**
	 * Reactor logs what it drops as an error.
	 */
	private final List<Throwable> dropped = new ArrayList<>();

	@BeforeEach
	void watchDropped() {
		Hooks.onErrorDropped(this.dropped::add);
	}

	@AfterEach
	void nothingWasDropped() {
		Hooks.resetOnErrorDropped();
		assertThat(this.dropped).isEmpty();
	}

	@Test
	void clientThatLeavesEndsTheWait() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.fixture.tasks.getting = (name) -> Mono.<ServerFixture.Task>never().doOnCancel(() -> cancelled.set(true));
		Asked asked = this.fixture.ask("GET", TASKS + "/a", "");
		this.fixture.queue.run();
		asked.handled.dispose();
		assertThat(cancelled).isTrue();
		this.fixture.time.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(asked.response.getStatusCode()).isNull();
	}

	@Test
	void writeThatWaitsInTheQueueIsNotBegunForNobody() {
		Asked asked = this.fixture.ask("POST", TASKS, TASK);
		asked.handled.dispose();
		this.fixture.queue.run();
		assertThat(this.fixture.tasks.created).isNotDone();
		assertThat(this.fixture.queue.disposed).as("a write is not interrupted").isZero();
	}

	@Test
	void writeThatHadBegunStaysWhenItsClientLeaves() {
		AtomicBoolean left = new AtomicBoolean();
		Asked[] asked = new Asked[1];
		this.fixture.tasks.creating = () -> {
			asked[0].handled.dispose();
			left.set(true);
		};
		asked[0] = this.fixture.ask("POST", TASKS, TASK);
		this.fixture.queue.run();
		assertThat(left).isTrue();
		assertThat(this.fixture.tasks.created).isCompleted();
		assertThat(asked[0].response.getStatusCode()).isNull();
	}

	@Test
	void failureOfWorkForNobodyIsNoError() {
		Asked[] asked = new Asked[1];
		this.fixture.tasks.creating = () -> {
			asked[0].handled.dispose();
			throw new IllegalStateException("interrupted, say");
		};
		asked[0] = this.fixture.ask("POST", TASKS, TASK);
		this.fixture.queue.run();
		assertThat(asked[0].failure()).isNull();
		assertThat(asked[0].response.getStatusCode()).isNull();
	}

	@Test
	void readThatNobodyWaitsForIsInterrupted() {
		Asked asked = this.fixture.ask("GET", TASKS, "");
		asked.handled.dispose();
		assertThat(this.fixture.queue.disposed).isEqualTo(1);
	}

	@Test
	void listIsPulledNoFurtherForNobody() {
		fill();
		AtomicInteger pieces = new AtomicInteger();
		Asked asked = this.fixture.prepare("GET", NOTES,
				(body) -> body.doOnNext((piece) -> pieces.incrementAndGet()).take(1).then(Mono.never()));
		assertThat(pieces).hasValue(1);
		asked.handled.dispose();
		this.fixture.time.advanceTimeBy(Duration.ofMinutes(2));
		assertThat(pieces).hasValue(1);
	}

	@Test
	void listThatIsTakenTooSlowlyIsCutOff() {
		fill();
		Asked asked = this.fixture.prepare("GET", NOTES, (body) -> body.take(1).then(Mono.never()));
		this.fixture.time.advanceTimeBy(Duration.ofMillis(59_999));
		assertThat(asked.channel.isOpen()).isTrue();
		this.fixture.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(asked.channel.isOpen()).as("the client must not take it for whole").isFalse();
		assertThat(asked.response.getStatusCode().value()).isEqualTo(200);
	}

	@Test
	void failureWithinAnAnswerCutsItOff() {
		fill();
		Asked asked = this.fixture.prepare("GET", NOTES,
				(body) -> body.take(1).then(Mono.error(new IllegalStateException("in the middle"))));
		assertThat(asked.channel.isOpen()).isFalse();
		assertThat(asked.failure()).isNull();
	}

	@Test
	void lossOfTheConnectionIsLeftToTheServer() {
		fill();
		Asked asked = this.fixture.prepare("GET", NOTES,
				(body) -> body.take(1).then(Mono.error(new IOException("Broken pipe"))));
		assertThat(asked.failure()).hasMessage("Broken pipe");
		assertThat(asked.channel.isOpen()).isTrue();
	}

	@Test
	void failureOfUserCodeTellsNothing() {
		this.fixture.tasks.getting = (name) -> {
			throw new IllegalStateException("the secret of get");
		};
		this.fixture.tasks.listing = () -> {
			throw new IllegalStateException("the secret of list");
		};
		this.fixture.tasks.creating = () -> {
			throw new IllegalStateException("the secret of create");
		};
		assertInternal(this.fixture.ask("GET", TASKS + "/a", ""));
		this.fixture.tasks.getting = (name) -> Mono.error(new IllegalStateException("the secret of get"));
		assertInternal(this.fixture.ask("GET", TASKS + "/a", ""));
		assertInternal(this.fixture.ask("GET", TASKS, ""));
		assertInternal(this.fixture.ask("POST", TASKS, TASK));
	}

	@Test
	void failureOfConnectorTellsNothing() {
		this.fixture.store("a", "");
		this.fixture.user = new UserInfo("broken", "", List.of(), Map.of());
		assertInternal(this.fixture.ask("GET", NOTES + "/a/attach", ""));
	}

	private void assertInternal(Asked asked) {
		this.fixture.queue.run();
		assertThat(asked.text())
			.isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":"
					+ "\"Internal error occurred: the server failed; see its log\",\"reason\":\"InternalError\","
					+ "\"details\":{\"causes\":[{\"message\":\"the server failed; see its log\"}]},\"code\":500}\n");
		assertThat(asked.response.getStatusCode().value()).isEqualTo(500);
	}

	private void fill() {
		for (String name : List.of("a", "b", "c", "d")) {
			this.fixture.store(name, "x".repeat(50_000));
		}
	}

}
