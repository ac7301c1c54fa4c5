package io.kubespring.apiserver.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kubespring.apiserver.server.ServerFixture.Asked;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long requests may take. The bodies and headers are those that a kube-apiserver
 * gave.
 */
class RequestDeadlineTests {

	private static final String TIMEOUT = """
			504 GATEWAY_TIMEOUT
			Audit-Id: audit-1
			Cache-Control: no-cache, private
			Content-Type: text/plain;charset=utf-8
			Content-Length: 152
			{"metadata":{},"status":"Failure","message":"Timeout: request did not complete within the allotted timeout","reason":"Timeout","details":{},"code":504}
			""";

	private static final String NOTES = ServerFixture.NOTES;

	private static final String TASKS = ServerFixture.TASKS;

	private static final String TASK = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Task\",\"metadata\":{\"name\":\"a\"}}";

	private final ServerFixture fixture = new ServerFixture();

	@Test
	void requestThatDoesNotCompleteIsGivenUp() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.fixture.tasks.getting = (name) -> Mono.<ServerFixture.Task>never().doOnCancel(() -> cancelled.set(true));
		Asked asked = this.fixture.ask("GET", TASKS + "/a", "");
		this.fixture.queue.run();
		this.fixture.time.advanceTimeBy(Duration.ofMillis(59_999));
		assertThat(asked.isCompleted()).isFalse();
		assertThat(cancelled).isFalse();
		this.fixture.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(asked.isCompleted()).isTrue();
		assertAnswer(asked, TIMEOUT);
		assertThat(cancelled).isTrue();
	}

	@Test
	void clientMayAskForLess() {
		Asked asked = this.fixture.ask("GET", TASKS + "/a?timeout=1500ms", "");
		this.fixture.time.advanceTimeBy(Duration.ofMillis(1499));
		assertThat(asked.isCompleted()).isFalse();
		this.fixture.time.advanceTimeBy(Duration.ofMillis(1));
		assertAnswer(asked, TIMEOUT);
	}

	@Test
	void clientMayNotAskForMoreAndNothingOrLessSaysNothing() {
		for (String timeout : new String[] { "1h", "60s", "0", "0s", "", "-5s" }) {
			Asked asked = this.fixture.ask("GET", TASKS + "/a?timeout=" + timeout, "");
			this.fixture.time.advanceTimeBy(Duration.ofMillis(59_999));
			assertThat(asked.isCompleted()).as(timeout).isFalse();
			this.fixture.time.advanceTimeBy(Duration.ofMillis(1));
			assertAnswer(asked, TIMEOUT);
		}
	}

	@Test
	void timeThatIsOverAtOnceIsNotTried() {
		this.fixture.tasks.getting = (name) -> {
			throw new IllegalStateException("nobody should have asked");
		};
		for (String timeout : new String[] { "1ns", "1us", "0.999ms" }) {
			assertAnswer(this.fixture.ask("GET", TASKS + "/a?timeout=" + timeout, ""), TIMEOUT);
		}
	}

	@Test
	void timeThatIsNoneIsRefusedWhateverIsAsked() {
		for (String path : new String[] { NOTES, NOTES + "/a/nosuch", "/readyz", "/apis", "/apis/other/v1/x" }) {
			Asked asked = this.fixture.ask("GET", path + "?timeout=5&timeout=1s", "");
			assertThat(asked.text()).as(path)
				.isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
						+ "\"message\":\"invalid timeout specified in the request URL - time: missing unit in duration"
						+ " \\\"5\\\"\",\"reason\":\"BadRequest\",\"code\":400}\n");
			assertThat(asked.response.getStatusCode().value()).isEqualTo(400);
		}
	}

	@Test
	void watchHasNoDeadlineAndPassesOverTheParameter() {
		for (String query : new String[] { "?watch=1", "?watch=1&timeout=abc", "?watch=1&timeout=1ns" }) {
			Asked asked = this.fixture.ask("GET", NOTES + query, "");
			this.fixture.time.advanceTimeBy(Duration.ofMinutes(10));
			assertThat(asked.isCompleted()).as(query).isFalse();
			assertThat(asked.response.getStatusCode().value()).isEqualTo(200);
			asked.handled.dispose();
		}
		assertThat(this.fixture.timers).hasValue(0);
	}

	@Test
	void connectionHasNoDeadline() {
		this.fixture.store("a", "");
		Asked asked = this.fixture.ask("GET", NOTES + "/a/attach?timeout=1s", "");
		this.fixture.queue.run();
		this.fixture.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(asked.isCompleted()).isFalse();
		assertThat(asked.response.getStatusCode()).isNull();
		assertThat(this.fixture.timers).hasValue(0);
	}

	@Test
	void answerAtHandSetsNoTimer() {
		this.fixture.store("a", "");
		assertThat(this.fixture.ask("GET", NOTES + "/a", "").text()).contains("\"name\":\"a\"");
		assertThat(this.fixture.ask("GET", NOTES, "").text()).contains("\"name\":\"a\"");
		assertThat(this.fixture.ask("GET", NOTES + "/missing?timeout=30s", "").text()).contains("not found");
		assertThat(this.fixture.ask("GET", "/apis", "").text()).contains("test.example.com");
		assertThat(this.fixture.ask("GET", "/readyz", "").text()).isEqualTo("ok");
		assertThat(this.fixture.timers).hasValue(0);
	}

	@Test
	void answerInTimeStopsItsTimer() {
		ServerFixture.Task task = new ServerFixture.Task();
		this.fixture.tasks.getting = (name) -> Mono.delay(Duration.ofSeconds(59), this.fixture.time).thenReturn(task);
		Asked asked = this.fixture.ask("GET", TASKS + "/a", "");
		this.fixture.queue.run();
		this.fixture.time.advanceTimeBy(Duration.ofSeconds(59));
		assertThat(asked.text()).contains("\"kind\":\"Task\"");
		assertThat(this.fixture.timers).hasValue(1);
		this.fixture.time.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(asked.text()).contains("\"kind\":\"Task\"").doesNotContain("Timeout");
	}

	@Test
	void writeHasLessTimeAndIsNotBegunAfterwards() {
		Asked asked = this.fixture.ask("POST", TASKS, TASK);
		this.fixture.time.advanceTimeBy(Duration.ofMillis(33_999));
		assertThat(asked.isCompleted()).isFalse();
		this.fixture.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(asked.text()).isEqualTo(
				"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"Timeout:"
						+ " request did not complete within requested timeout - context deadline exceeded\","
						+ "\"reason\":\"Timeout\",\"details\":{},\"code\":504}\n");
		assertThat(asked.response.getHeaders().getFirst("Content-Type")).isEqualTo("application/json");
		this.fixture.queue.run();
		assertThat(this.fixture.tasks.created).isNotDone();
	}

	@Test
	void writeThatHadBegunStays() {
		this.fixture.tasks.creating = () -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(35));
		Asked asked = this.fixture.ask("POST", TASKS, TASK);
		this.fixture.queue.run();
		assertThat(asked.text()).contains("context deadline exceeded");
		assertThat(this.fixture.tasks.created).isCompleted();
	}

	private static void assertAnswer(Asked asked, String expected) {
		assertThat(asked.all().replace("text/plain; charset=utf-8", "text/plain;charset=utf-8")).isEqualTo(expected);
	}

}
