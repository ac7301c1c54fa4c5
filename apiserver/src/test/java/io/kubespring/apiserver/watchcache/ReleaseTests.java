package io.kubespring.apiserver.watchcache;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection may stay open long after its watch has ended, and a position keeps all
 * events behind it.
 */
class ReleaseTests {

	private final CacheFixture fixture = new CacheFixture(
			new WatchCacheSettings(Duration.ofHours(1), 20_000, Duration.ofMinutes(1), Duration.ofSeconds(3)));

	private final List<Subscription> subscriptions = new ArrayList<>();

	private BaseSubscriber<WatchBatch> watch(long start, long demand) {
		BaseSubscriber<WatchBatch> watch = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				ReleaseTests.this.subscriptions.add(subscription);
				if (demand > 0) {
					subscription.request(demand);
				}
			}

			@Override
			protected void hookOnError(Throwable failure) {
				assertThat(failure).isInstanceOf(WatchOvertakenException.class);
			}

		};
		this.fixture.cache.watch(CacheFixture.after(start)).subscribe(watch);
		return watch;
	}

	/**
	 * An object that only an event still knows after the writes that follow.
	 */
	private WeakReference<EncodedObject> forgotten() {
		long revision = this.fixture.put("ns/a", 0, "{}");
		WeakReference<EncodedObject> object = new WeakReference<>(this.fixture.cache.snapshot().get("ns/a"));
		this.fixture.delete("ns/a", revision);
		return object;
	}

	private void overtake() {
		for (int i = 0; i < 100; i++) {
			this.fixture.put("ns/b" + this.fixture.store.currentRevision().block(), 0, "{}", "x".repeat(1000));
		}
	}

	private static boolean isReleased(WeakReference<?> reference) {
		for (int i = 0; i < 100 && reference.get() != null; i++) {
			System.gc();
		}
		return reference.get() == null;
	}

	@Test
	void watchThatWasOvertakenKeepsNothing() {
		watch(this.fixture.put("ns/first", 0, "{}"), 0);
		WeakReference<EncodedObject> object = forgotten();
		assertThat(isReleased(object)).as("an open watch holds its position").isFalse();
		overtake();
		assertThat(this.fixture.cache.watches()).isZero();
		assertThat(isReleased(object)).isTrue();
		assertThat(this.subscriptions).hasSize(1);
	}

	@Test
	void cancelledWatchKeepsNothing() {
		BaseSubscriber<WatchBatch> watch = watch(this.fixture.put("ns/first", 0, "{}"), 0);
		WeakReference<EncodedObject> object = forgotten();
		watch.cancel();
		overtake();
		assertThat(isReleased(object)).isTrue();
		assertThat(this.subscriptions).hasSize(1);
	}

	@Test
	void whatWasSharedIsNotKeptForNobody() {
		BaseSubscriber<WatchBatch> watch = watch(this.fixture.put("ns/first", 0, "{}"), Long.MAX_VALUE);
		WeakReference<EncodedObject> object = forgotten();
		watch.cancel();
		this.subscriptions.clear();
		overtake();
		assertThat(isReleased(object)).isTrue();
	}

}
