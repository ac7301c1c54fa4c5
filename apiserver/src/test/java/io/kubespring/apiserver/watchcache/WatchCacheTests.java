package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.watchcache.WatchRequest.Start;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class WatchCacheTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final CacheFixture fixture = new CacheFixture();

	private final WatchCache cache = this.fixture.cache;

	private Flux<String> events(WatchRequest request) {
		return this.cache.watch(request).flatMapIterable(CacheFixture::shown);
	}

	@Test
	void eventsComeInOrderEachOnceWhenBegunAfterARevision() {
		long first = this.fixture.put("ns/a", 0, "{}");
		long second = this.fixture.put("ns/b", 0, "{}");
		StepVerifier.create(events(CacheFixture.after(first)))
			.expectNext("ADDED ns/b@" + second + " {}")
			.then(() -> this.fixture.put("ns/a", first, "{\"x\":\"y\"}"))
			.expectNext("MODIFIED ns/a@" + (second + 1) + " {x=y}")
			.then(() -> this.fixture.delete("ns/b", second))
			.expectNext("DELETED ns/b@" + (second + 2) + " {}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void objectThatLeavesTheSelectionIsDeletedWithItsOldStateAndTheNewRevision() {
		long start = this.fixture.put("ns/a", 0, "{\"x\":\"y\"}");
		StepVerifier
			.create(events(CacheFixture.request(CacheFixture.labelled("x=y"), Start.AFTER_REVISION, start, false,
					Runnable::run)))
			.then(() -> this.fixture.put("ns/a", start, "{\"x\":\"z\"}"))
			.expectNext("DELETED ns/a@" + (start + 1) + " {x=y}")
			.then(() -> this.fixture.put("ns/a", start + 1, "{\"x\":\"z\",\"p\":\"q\"}"))
			.then(() -> this.fixture.put("ns/a", start + 2, "{\"x\":\"y\"}"))
			.expectNext("ADDED ns/a@" + (start + 3) + " {x=y}")
			.then(() -> this.fixture.put("ns/a", start + 3, "{\"x\":\"y\",\"p\":\"q\"}"))
			.expectNext("MODIFIED ns/a@" + (start + 4) + " {x=y, p=q}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void watchOfANamespaceSeesNoOther() {
		long start = this.fixture.put("ns/a", 0, "{}");
		WatchRequest request = new WatchRequest("ns/", Selection.ALL, Start.AFTER_REVISION, start, false, false,
				Duration.ofHours(1), Runnable::run);
		StepVerifier.create(events(request))
			.then(() -> this.fixture.put("ns1/a", 0, "{}"))
			.then(() -> this.fixture.put("ns/b", 0, "{}"))
			.expectNext("ADDED ns/b@" + (start + 2) + " {}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void presentStateComesFirstAndEndsWithAnAnnotatedBookmark() {
		long first = this.fixture.put("ns/a", 0, "{}");
		long second = this.fixture.put("ns/b", 0, "{}");
		StepVerifier.create(events(CacheFixture.request(Selection.ALL, Start.LATEST_STATE, 0, true, Runnable::run)))
			.expectNext("ADDED ns/a@" + first + " {}", "ADDED ns/b@" + second + " {}", "BOOKMARK@" + second + " end")
			.then(() -> this.fixture.delete("ns/a", first))
			.expectNext("DELETED ns/a@" + (second + 1) + " {}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void emptyStateIsABookmarkAlone() {
		StepVerifier.create(events(CacheFixture.request(Selection.ALL, Start.LATEST_STATE, 0, true, Runnable::run)))
			.expectNext("BOOKMARK@" + this.fixture.store.epoch() + " end")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void watchFromNowShowsNothingOfThePast() {
		long first = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(events(CacheFixture.request(Selection.ALL, Start.NOW, 0, false, Runnable::run)))
			.then(() -> this.fixture.put("ns/b", 0, "{}"))
			.expectNext("ADDED ns/b@" + (first + 1) + " {}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void bookmarksComeEachMinuteAndTellOfOtherResources() {
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier
			.create(events(CacheFixture.request(Selection.ALL, Start.AFTER_REVISION, start, true, Runnable::run)))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(61)))
			.expectNext("BOOKMARK@" + start)
			.then(() -> this.fixture.elsewhere())
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(61)))
			.expectNext("BOOKMARK@" + (start + 1))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void noBookmarksWhenNotAskedFor() {
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(events(CacheFixture.after(start)))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofMinutes(10)))
			.then(() -> this.fixture.put("ns/b", 0, "{}"))
			.expectNext("ADDED ns/b@" + (start + 1) + " {}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void watchEndsCleanlyAtItsDeadlineWithABookmarkJustBefore() {
		long start = this.fixture.put("ns/a", 0, "{}");
		WatchRequest request = new WatchRequest("", Selection.ALL, Start.AFTER_REVISION, start, true, false,
				Duration.ofSeconds(30), Runnable::run);
		StepVerifier.create(events(request))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(28)))
			.expectNext("BOOKMARK@" + start)
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(3)))
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.cache.watches()).isZero();
	}

	@Test
	void revisionOfAnotherLifeIsExpired() {
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(events(CacheFixture.after(5)))
			.expectNext("ERROR 410 too old resource version: 5 (" + this.fixture.store.epoch() + ")")
			.expectComplete()
			.verify(PATIENCE);
		StepVerifier.create(events(CacheFixture.after(start + (1L << 30))))
			.expectNextMatches((event) -> event.startsWith("ERROR 410 too old resource version: "))
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void revisionOfTheNearFutureWaitsInSilence() {
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(events(CacheFixture.after(start + 2)))
			.then(() -> this.fixture.put("ns/b", 0, "{}"))
			.then(() -> this.fixture.put("ns/c", 0, "{}"))
			.then(() -> this.fixture.put("ns/d", 0, "{}"))
			.expectNext("ADDED ns/d@" + (start + 3) + " {}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void nothingIsSentWithoutDemandAndOneRequestTakesAllThatHappened() {
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(this.cache.watch(CacheFixture.after(start)).map(CacheFixture::shown), 0)
			.expectSubscription()
			.then(() -> this.fixture.put("ns/b", 0, "{}"))
			.then(() -> this.fixture.put("ns/c", 0, "{}"))
			.thenRequest(1)
			.expectNext(List.of("ADDED ns/b@" + (start + 1) + " {}", "ADDED ns/c@" + (start + 2) + " {}"))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void anyStateWillDoForRevisionZero() {
		long first = this.fixture.put("ns/a", 0, "{}");
		StepVerifier
			.create(events(CacheFixture.request(Selection.ALL, Start.STATE_NOT_OLDER_THAN, 0, true, Runnable::run)))
			.expectNext("ADDED ns/a@" + first + " {}", "BOOKMARK@" + first + " end")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void endOfTheInitialEventsIsUnmarkedWhenNotAskedFor() {
		long first = this.fixture.put("ns/a", 0, "{}");
		WatchRequest request = new WatchRequest("", Selection.ALL, Start.LATEST_STATE, 0, true, false,
				Duration.ofHours(1), Runnable::run);
		StepVerifier.create(events(request))
			.expectNext("ADDED ns/a@" + first + " {}")
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofMinutes(1)))
			.expectNext("BOOKMARK@" + first)
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void plainBookmarkFollowsTheEndOfTheInitialEvents() {
		long first = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(events(CacheFixture.request(Selection.ALL, Start.LATEST_STATE, 0, true, Runnable::run)))
			.expectNext("ADDED ns/a@" + first + " {}", "BOOKMARK@" + first + " end")
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(1)))
			.expectNext("BOOKMARK@" + first)
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(59)))
			.then(() -> this.fixture.put("ns/b", 0, "{}"))
			.expectNext("ADDED ns/b@" + (first + 1) + " {}")
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(1)))
			.expectNext("BOOKMARK@" + (first + 1))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void bookmarkDoesNotTellOfAFutureThatOnlyTheClientKnows() {
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier
			.create(events(CacheFixture.request(Selection.ALL, Start.AFTER_REVISION, start + 2, true, Runnable::run)))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofMinutes(5)))
			.then(this.fixture::elsewhere)
			.then(this.fixture::elsewhere)
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(1)))
			.expectNext("BOOKMARK@" + (start + 2))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void initialEventsComeInBatchesOfBoundedSize() {
		for (int i = 0; i < 20; i++) {
			this.fixture.put("ns/a" + i, 0, "{}", "x".repeat(10_000));
		}
		StepVerifier
			.create(this.cache.watch(CacheFixture.request(Selection.ALL, Start.LATEST_STATE, 0, true, Runnable::run))
				.map((batch) -> batch.signals().size()), 0)
			.thenRequest(1)
			.expectNext(7)
			.thenRequest(1)
			.expectNext(7)
			.thenRequest(1)
			.expectNext(7)
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void liveEventsComeInBatchesOfBoundedSizeThatAreShared() {
		long start = this.fixture.put("ns/a", 0, "{}");
		for (int i = 0; i < 100; i++) {
			this.fixture.put("ns/b" + i, 0, "{}", "x".repeat(10_000));
		}
		List<WatchBatch> first = this.cache.watch(CacheFixture.after(start)).take(4).collectList().block(PATIENCE);
		List<WatchBatch> second = this.cache.watch(CacheFixture.after(start)).take(4).collectList().block(PATIENCE);
		assertThat(first).extracting((batch) -> batch.signals().size()).containsExactly(26, 26, 26, 22);
		assertThat(second).extracting(System::identityHashCode)
			.containsExactlyElementsOf(first.stream().map(System::identityHashCode).toList());
	}

	@Test
	void eventsCountWithWhatTheyKeepOfTheState() {
		this.fixture.put("ns/a0", 0, "{}");
		long first = this.cache.historyBytes();
		for (int i = 1; i < 1000; i++) {
			this.fixture.put("ns/a" + i, 0, "{}");
		}
		long before = this.cache.historyBytes();
		this.fixture.put("ns/b0", 0, "{}");
		assertThat(this.cache.historyBytes() - before - first).isBetween(8 * 40L, 14 * 40L);
	}

	@Test
	void readerWhoseEventsAreForgottenIsEndedCleanly() {
		CacheFixture small = new CacheFixture(
				new WatchCacheSettings(Duration.ofHours(1), 20_000, Duration.ofMinutes(1), Duration.ofSeconds(3)));
		long start = small.put("ns/a", 0, "{}");
		List<Runnable> loop = new ArrayList<>();
		StepVerifier
			.create(small.cache
				.watch(CacheFixture.request(Selection.ALL, Start.AFTER_REVISION, start, false, loop::add)))
			.then(() -> {
				for (int i = 0; i < 100; i++) {
					small.put("ns/b" + i, 0, "{}", "x".repeat(1000));
				}
				loop.forEach(Runnable::run);
			})
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void watchThatIsOvertakenFails() {
		CacheFixture small = new CacheFixture(
				new WatchCacheSettings(Duration.ofHours(1), 20_000, Duration.ofMinutes(1), Duration.ofSeconds(3)));
		long start = small.put("ns/a", 0, "{}");
		List<String> seen = new ArrayList<>();
		List<Throwable> ended = new ArrayList<>();
		BaseSubscriber<WatchBatch> slow = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
			}

			@Override
			protected void hookOnNext(WatchBatch batch) {
				seen.addAll(CacheFixture.shown(batch));
			}

			@Override
			protected void hookOnError(Throwable failure) {
				ended.add(failure);
			}

		};
		small.cache.watch(CacheFixture.after(start)).subscribe(slow);
		for (int i = 0; i < 100; i++) {
			small.put("ns/b" + i, 0, "{}", "x".repeat(1000));
		}
		small.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(ended).singleElement().isInstanceOf(WatchOvertakenException.class);
		assertThat(seen).isEmpty();
		assertThat(small.cache.watches()).isZero();
	}

	@Test
	void closingEndsAllWatchesAndThoseToCome() {
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(events(CacheFixture.after(start)))
			.then(this.cache::close)
			.expectComplete()
			.verify(PATIENCE);
		StepVerifier.create(events(CacheFixture.after(start))).expectComplete().verify(PATIENCE);
	}

	@Test
	void latestIsAtHandWhenTheCacheIsLevel() {
		this.fixture.put("ns/a", 0, "{}");
		long other = this.fixture.elsewhere();
		Mono<Snapshot> latest = this.cache.latest();
		assertThat(latest).isInstanceOf(Callable.class);
		assertThat(latest.block().revision()).isEqualTo(other);
	}

	@Test
	void futureRevisionOfAListTimesOutAfterThreeSeconds() {
		long current = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(this.cache.atLeast(current + 10))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofSeconds(3)))
			.expectErrorSatisfies((ex) -> {
				assertThat(((ApiStatusException) ex).status().code()).isEqualTo(504);
				assertThat(ex)
					.hasMessage("Timeout: Too large resource version: " + (current + 10) + ", current: " + current);
				assertThat(((ApiStatusException) ex).status().details().causes().get(0).reason())
					.isEqualTo("ResourceVersionTooLarge");
			})
			.verify(PATIENCE);
	}

	@Test
	void futureRevisionOfAListIsServedWhenItComes() {
		long current = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(this.cache.atLeast(current + 1).map(Snapshot::revision))
			.then(() -> this.fixture.put("ns/b", 0, "{}"))
			.expectNext(current + 1)
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void exactShowsThePastWithinHistory() {
		long first = this.fixture.put("ns/a", 0, "{}");
		this.fixture.put("ns/b", 0, "{}");
		this.fixture.delete("ns/a", first);
		Page past = this.cache.exact(first + 1, new PageRequest("", null, null, Selection.ALL, 0)).block(PATIENCE);
		assertThat(past.revision()).isEqualTo(first + 1);
		assertThat(past.objects().get()).toIterable().extracting(EncodedObject::path).containsExactly("ns/a", "ns/b");
		StepVerifier.create(this.cache.exact(5, new PageRequest("", null, null, Selection.ALL, 0)))
			.expectErrorSatisfies((ex) -> {
				assertThat(((ApiStatusException) ex).status().reason()).isEqualTo("Expired");
				assertThat(ex).hasMessage("The resourceVersion for the provided list is too old.");
			})
			.verify(PATIENCE);
	}

}
