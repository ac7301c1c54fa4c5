package io.kubespring.benchmarks.comparison;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

import io.kubespring.apiserver.codec.TreeCodec;
import org.awaitility.Awaitility;
import tools.jackson.databind.node.ObjectNode;

/**
 * Open watches that count what they are sent.
 */
final class Watches implements AutoCloseable {

	static final int COUNT = 100;

	private final AtomicLong events = new AtomicLong();

	private final AtomicLong bytes = new AtomicLong();

	private final Queue<Flow.Subscription> subscriptions = new ConcurrentLinkedQueue<>();

	/**
	 * Open watches that begin with the present state; all are open when this returns.
	 */
	Watches(Target target) {
		String path = Flunders.collection(Flunders.NAMESPACE);
		ObjectNode list = TreeCodec.SHARED.readObject(target.send(0, target.request(path + "?limit=1").build(), 200));
		String revision = list.path("metadata").path("resourceVersion").asString();
		String query = "?watch=1&timeoutSeconds=600&resourceVersion=" + revision;
		for (int i = 0; i < COUNT; i++) {
			target.client(i)
				.sendAsync(target.request(path + query).build(), (head) -> body(head.statusCode()))
				.exceptionally((ex) -> null);
		}
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.subscriptions.size() == COUNT);
	}

	private HttpResponse.BodySubscriber<Void> body(int status) {
		if (status != 200) {
			throw new IllegalStateException("A watch was answered by " + status);
		}
		return HttpResponse.BodySubscribers.fromSubscriber(new Counter());
	}

	/**
	 * Wait until all watches have seen a number of events.
	 */
	void awaitEvents(long expected) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.events.get() >= expected * COUNT);
	}

	long bytes() {
		return this.bytes.get();
	}

	@Override
	public void close() {
		this.subscriptions.forEach(Flow.Subscription::cancel);
	}

	/**
	 * Counts lines: each event is one.
	 */
	private final class Counter implements Flow.Subscriber<List<ByteBuffer>> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
			Watches.this.subscriptions.add(subscription);
		}

		@Override
		public void onNext(List<ByteBuffer> buffers) {
			for (ByteBuffer buffer : buffers) {
				int lines = 0;
				Watches.this.bytes.addAndGet(buffer.remaining());
				while (buffer.hasRemaining()) {
					if (buffer.get() == '\n') {
						lines++;
					}
				}
				Watches.this.events.addAndGet(lines);
			}
		}

		@Override
		public void onError(Throwable ex) {
		}

		@Override
		public void onComplete() {
		}

	}

}
