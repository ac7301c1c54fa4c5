package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.watchcache.WatchRequest.Start;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

import static org.assertj.core.api.Assertions.assertThat;

class ManyWatchersTests {

	private static final int WATCHERS = 1000;

	private static final int DEAD = 10;

	private static final int WRITES = 2000;

	private final CacheFixture fixture = new CacheFixture(
			new WatchCacheSettings(Duration.ofHours(1), 200_000, Duration.ofMinutes(1), Duration.ofSeconds(3)));

	@Test
	void othersReceiveAllAndMemoryStaysBoundedWhenTenNeverRead() {
		List<Client> clients = new ArrayList<>();
		Loop[] loops = { new Loop(), new Loop() };
		long start = this.fixture.put("ns/a", 0, "{}");
		for (int i = 0; i < WATCHERS; i++) {
			Client client = new Client(i >= DEAD);
			this.fixture.cache
				.watch(CacheFixture.request(Selection.ALL, Start.AFTER_REVISION, start, false, loops[i % 2]))
				.subscribe(client);
			clients.add(client);
		}
		long revision = start;
		for (int i = 0; i < WRITES; i++) {
			revision = this.fixture.put("ns/a", revision, "{}", "x".repeat(1000));
			loops[0].run();
			loops[1].run();
		}
		this.fixture.time.advanceTimeBy(Duration.ofSeconds(2));
		loops[0].run();
		loops[1].run();
		assertThat(clients.subList(DEAD, WATCHERS)).allMatch((client) -> client.events == WRITES && !client.ended);
		assertThat(clients.subList(0, DEAD)).allMatch((client) -> client.events == 0 && client.ended);
		assertThat(this.fixture.cache.watches()).isEqualTo(WATCHERS - DEAD);
		assertThat(this.fixture.cache.historyBytes()).isLessThan(210_000);
		assertThat(loops[0].tasks.get() + loops[1].tasks.get()).as("one wake-up per loop and write")
			.isLessThanOrEqualTo(2 * (WRITES + 10));
	}

	/**
	 * Runs its tasks when told to, as an event loop does.
	 */
	private static final class Loop implements Executor {

		private final List<Runnable> waiting = new ArrayList<>();

		private final AtomicInteger tasks = new AtomicInteger();

		@Override
		public void execute(Runnable task) {
			this.tasks.incrementAndGet();
			this.waiting.add(task);
		}

		void run() {
			List<Runnable> present = new ArrayList<>(this.waiting);
			this.waiting.clear();
			present.forEach(Runnable::run);
		}

	}

	private static final class Client extends BaseSubscriber<WatchBatch> {

		private final boolean reads;

		private int events;

		private boolean ended;

		Client(boolean reads) {
			this.reads = reads;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			if (this.reads) {
				subscription.request(Long.MAX_VALUE);
			}
		}

		@Override
		protected void hookOnNext(WatchBatch batch) {
			this.events += batch.signals().size();
		}

		@Override
		protected void hookFinally(SignalType type) {
			this.ended = true;
		}

		@Override
		protected void hookOnError(Throwable failure) {
			assertThat(failure).isInstanceOf(WatchOvertakenException.class);
		}

	}

}
