package io.kubespring.apiserver.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.server.ServerFixture.Asked;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class MaxInFlightTests {

	private static final String NOTES = ServerFixture.NOTES;

	private static final String TASKS = ServerFixture.TASKS;

	private static final String TASK = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Task\",\"metadata\":{\"name\":\"a\"}}";

	private final ServerFixture fixture = new ServerFixture(2, 1);

	@Test
	void readThatIsOneTooManyIsRefused() {
		Asked first = slowRead();
		slowRead();
		Asked third = slowRead();
		assertThat(third.all()).isEqualTo("""
				429 TOO_MANY_REQUESTS
				Audit-Id: audit-1
				Cache-Control: no-cache, private
				Retry-After: 1
				X-Content-Type-Options: nosniff
				Content-Type: text/plain; charset=utf-8
				Content-Length: 43
				Too many requests, please try again later.
				""");
		first.handled.dispose();
		Asked fourth = slowRead();
		assertThat(fourth.isCompleted()).isFalse();
		assertThat(slowRead().text()).startsWith("Too many requests");
	}

	@Test
	void writesAreCountedApart() {
		slowRead();
		slowRead();
		Asked first = this.fixture.ask("POST", TASKS, TASK);
		assertThat(first.isCompleted()).isFalse();
		assertThat(this.fixture.ask("POST", TASKS, TASK).text()).startsWith("Too many requests");
		assertThat(this.fixture.ask("DELETE", NOTES + "/a", "").text()).startsWith("Too many requests");
		this.fixture.queue.run();
		assertThat(first.text()).contains("\"kind\":\"Task\"");
		assertThat(this.fixture.ask("POST", TASKS, TASK).isCompleted()).isFalse();
	}

	@Test
	void seatIsFreeAfterTheTimeIsOver() {
		slowRead();
		slowRead();
		this.fixture.time.advanceTimeBy(Duration.ofSeconds(60));
		assertThat(slowRead().isCompleted()).isFalse();
		assertThat(slowRead().isCompleted()).isFalse();
		assertThat(slowRead().text()).startsWith("Too many requests");
	}

	@Test
	void answersAtHandAndFailuresLeaveNoSeatOccupied() {
		this.fixture.store("a", "");
		this.fixture.tasks.getting = (name) -> Mono.error(new IllegalStateException("fails"));
		for (int i = 0; i < 5; i++) {
			assertThat(this.fixture.ask("GET", NOTES + "/a", "").text()).contains("\"name\":\"a\"");
			Asked failed = this.fixture.ask("GET", TASKS + "/a", "");
			this.fixture.queue.run();
			assertThat(failed.text()).contains("InternalError");
			assertThat(this.fixture.ask("GET", NOTES + "/missing", "").text()).contains("NotFound");
		}
	}

	@Test
	void whatLastsIsNotCounted() {
		this.fixture.store("a", "");
		for (int i = 0; i < 5; i++) {
			assertThat(this.fixture.ask("GET", NOTES + "?watch=1", "").response.getStatusCode().value()).isEqualTo(200);
			assertThat(this.fixture.ask("POST", NOTES + "/a/attach", "").isCompleted()).isFalse();
			assertThat(this.fixture.ask("GET", NOTES + "/a/attach", "").isCompleted()).isFalse();
		}
		assertThat(slowRead().isCompleted()).isFalse();
	}

	@Test
	void healthAndMastersAlwaysGetAnAnswer() {
		slowRead();
		slowRead();
		assertThat(slowRead().text()).startsWith("Too many requests");
		assertThat(this.fixture.ask("GET", "/livez", "").text()).isEqualTo("ok");
		this.fixture.user = new UserInfo("root", "", List.of("system:masters"), Map.of());
		assertThat(slowRead().isCompleted()).isFalse();
		assertThat(this.fixture.ask("GET", "/apis", "").text()).contains("test.example.com");
	}

	@Test
	void zeroIsNoLimit() {
		ServerFixture unlimited = new ServerFixture(0, 0);
		for (int i = 0; i < 500; i++) {
			assertThat(unlimited.ask("GET", TASKS + "/a", "").isCompleted()).isFalse();
			assertThat(unlimited.ask("POST", TASKS, TASK).isCompleted()).isFalse();
		}
	}

	private Asked slowRead() {
		return this.fixture.ask("GET", TASKS + "/a", "");
	}

}
