package io.kubespring.conformance.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.conformance.cluster.RawClient;
import org.awaitility.Awaitility;

/**
 * A client that asks for the same again and again and notes what it does not like.
 */
final class Traffic implements AutoCloseable {

	/**
	 * Leaves the servers time for something else.
	 */
	private static final long PAUSE_MILLIS = 20;

	private final RawClient client;

	private final String path;

	private final String expected;

	private final AtomicInteger answers = new AtomicInteger();

	private final List<String> failures = new CopyOnWriteArrayList<>();

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

	Traffic(RawClient client, String path, String expected) {
		this.client = client;
		this.path = path;
		this.expected = expected;
		this.thread.scheduleWithFixedDelay(this::ask, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
		goOn(5);
	}

	private void ask() {
		try {
			RawClient.Answer answer = this.client.send("GET", this.path, "", Map.of());
			if (!answer.body().contains(this.expected)) {
				this.failures.add(answer.code() + " " + answer.body().strip());
			}
		}
		catch (RuntimeException ex) {
			this.failures.add(ex.toString());
		}
		this.answers.incrementAndGet();
	}

	/**
	 * Wait for further answers.
	 */
	void goOn(int more) {
		int wanted = this.answers.get() + more;
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> this.answers.get() >= wanted);
	}

	/**
	 * Codes and bodies that were not as expected, so far.
	 */
	List<String> failures() {
		return List.copyOf(this.failures);
	}

	@Override
	public void close() throws InterruptedException {
		this.thread.shutdown();
		this.thread.awaitTermination(60, TimeUnit.SECONDS);
	}

}
