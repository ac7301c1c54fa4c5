package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.discovery.VersionInfo;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ApiServerSettings;
import io.kubespring.apiserver.server.ServerState;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order of the end, in virtual time.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApiServerDrainTests {

	private final AnnouncedTime time = new AnnouncedTime();

	private final ServerState state = new ServerState(List.of(), List.of(), List.of(), false);

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final ApiServer server = new ApiServer(List.of(), null,
			new ApiServerSettings(new EndpointEnvironment(Clock.systemUTC(), Schedulers.immediate(), 1000,
					Duration.ofMinutes(30), RequestLimits.DEFAULTS), WatchCacheSettings.DEFAULTS,
					new VersionInfo("v0", "")));

	private ApiServerDrain drain(Duration delay) {
		ApiServerDrain drain = new ApiServerDrain(this.server, this.state, delay, this.context, this.time);
		drain.start();
		return drain;
	}

	@Test
	void closingLastsForTheDelayInWhichNothingIsRefused() throws Exception {
		ApiServerDrain drain = drain(Duration.ofSeconds(70));
		CompletableFuture<Void> closing = CompletableFuture
			.runAsync(() -> drain.onApplicationEvent(new ContextClosedEvent(this.context)));
		this.time.asked.await();
		assertThat(this.state.isStopping()).isTrue();
		this.time.clock.advanceTimeBy(Duration.ofMillis(69_999));
		assertThat(closing).isNotDone();
		assertThat(this.state.isDraining()).isFalse();
		this.time.clock.advanceTimeBy(Duration.ofMillis(1));
		closing.get();
		assertThat(this.state.isDraining()).isFalse();
		drain.stop();
		assertThat(this.state.isDraining()).isTrue();
	}

	@Test
	void withoutADelayClosingDoesNotWait() {
		drain(Duration.ZERO).onApplicationEvent(new ContextClosedEvent(this.context));
		assertThat(this.state.isStopping()).isTrue();
		assertThat(this.time.asked.getCount()).isOne();
	}

	@Test
	void endOfAnotherContextIsNotOurs() {
		drain(Duration.ofSeconds(70)).onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext()));
		assertThat(this.state.isStopping()).isFalse();
	}

	@Test
	void whereNothingLastsThePhaseIsOverAtOnce() {
		CompletableFuture<Void> over = new CompletableFuture<>();
		drain(Duration.ZERO).stop(() -> over.complete(null));
		assertThat(over).isCompleted();
		assertThat(this.state.isDraining()).isTrue();
	}

	/**
	 * Virtual time that tells when somebody waits for it.
	 */
	private static final class AnnouncedTime implements Scheduler {

		private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

		private final CountDownLatch asked = new CountDownLatch(1);

		@Override
		public Disposable schedule(Runnable task) {
			return this.clock.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			Disposable scheduled = this.clock.schedule(task, delay, unit);
			this.asked.countDown();
			return scheduled;
		}

		@Override
		public long now(TimeUnit unit) {
			return this.clock.now(unit);
		}

		@Override
		public Worker createWorker() {
			return this.clock.createWorker();
		}

	}

}
