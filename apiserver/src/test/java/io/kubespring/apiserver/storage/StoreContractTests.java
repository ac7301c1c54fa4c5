package io.kubespring.apiserver.storage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link Store} keeps to.
 */
public abstract class StoreContractTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * Make an empty store.
	 * @return the store
	 */
	protected abstract Store createStore();

	@Test
	void appendGivesRisingRevisionsWhenKeysDiffer() {
		Store store = createStore();
		long start = current(store);
		long first = put(store, "/g/r/a", 0, "1");
		long second = put(store, "/g/r/b", 0, "2");
		assertThat(first).isGreaterThan(start);
		assertThat(second).isGreaterThan(first);
		assertThat(current(store)).isEqualTo(second);
		assertThat(text(store.get("/g/r/a").block(PATIENCE))).isEqualTo("1");
	}

	@Test
	void appendConflictsWhenKeyIsAtAnotherRevision() {
		Store store = createStore();
		long first = put(store, "/g/r/a", 0, "1");
		StepVerifier.create(store.append(new Change("/g/r/a", 0, bytes("2"))))
			.expectErrorSatisfies((ex) -> assertThat(((ConflictException) ex).actualRevision()).isEqualTo(first))
			.verify(PATIENCE);
		StepVerifier.create(store.append(new Change("/g/r/missing", first, bytes("2"))))
			.expectErrorSatisfies((ex) -> assertThat(((ConflictException) ex).actualRevision()).isZero())
			.verify(PATIENCE);
		assertThat(text(store.get("/g/r/a").block(PATIENCE))).isEqualTo("1");
		assertThat(current(store)).isEqualTo(first);
	}

	@Test
	void deletionIsARevisionOfItsOwn() {
		Store store = createStore();
		long first = put(store, "/g/r/a", 0, "1");
		Long deletion = store.append(new Change("/g/r/a", first, null)).block(PATIENCE);
		assertThat(deletion).isGreaterThan(first);
		assertThat(store.get("/g/r/a").block(PATIENCE)).isNull();
		StepVerifier.create(store.append(new Change("/g/r/a", 0, null)))
			.expectError(ConflictException.class)
			.verify(PATIENCE);
		assertThat(put(store, "/g/r/a", 0, "2")).isGreaterThan(deletion);
	}

	@Test
	void listShowsKeysOfItsPrefixInOrder() {
		Store store = createStore();
		put(store, "/g/r/b", 0, "b");
		put(store, "/g/r/a", 0, "a");
		put(store, "/g/r2/c", 0, "c");
		put(store, "/g/r/c", 0, "c");
		RevisionPage page = store.list("/g/r/", 0, null, 2).block(PATIENCE);
		assertThat(keys(page)).containsExactly("/g/r/a", "/g/r/b");
		assertThat(page.more()).isTrue();
		assertThat(page.remaining()).isEqualTo(1);
		assertThat(page.revision()).isEqualTo(current(store));
		assertThat(keys(store.list("/g/r/", 0, "/g/r/b\0", 0).block(PATIENCE))).containsExactly("/g/r/c");
		assertThat(store.list("/g/r/", 0, "/g/r/a\0", 1).block(PATIENCE).remaining()).isEqualTo(1);
		assertThat(store.list("/g/r/", 0, "/g/r/a\0", 2).block(PATIENCE).more()).isFalse();
	}

	@Test
	void listShowsAnEarlierStateWhenAskedFor() {
		Store store = createStore();
		long first = put(store, "/g/r/a", 0, "1");
		long second = put(store, "/g/r/b", 0, "2");
		put(store, "/g/r/a", first, "3");
		store.append(new Change("/g/r/b", second, null)).block(PATIENCE);
		RevisionPage page = store.list("/g/r/", second, null, 0).block(PATIENCE);
		assertThat(page.revision()).isEqualTo(second);
		assertThat(page.items()).extracting(StoreContractTests::text).containsExactly("1", "2");
	}

	@Test
	void everyStateOfALongHistoryIsShown() {
		Store store = createStore();
		long[] revisions = new long[1000];
		for (int i = 0; i < revisions.length; i++) {
			revisions[i] = put(store, "/g/r/a", (i > 0) ? revisions[i - 1] : 0, String.valueOf(i));
		}
		for (int i = 0; i < revisions.length; i++) {
			assertThat(store.list("/g/r/", revisions[i], null, 0).block(PATIENCE).items())
				.extracting(StoreContractTests::text)
				.containsExactly(String.valueOf(i));
		}
	}

	@Test
	void followGivesEveryChangeOnceInOrderWhenBegunInThePast() {
		Store store = createStore();
		long start = current(store);
		long first = put(store, "/g/r/a", 0, "1");
		put(store, "/g/other/x", 0, "x");
		List<Revision> seen = new ArrayList<>();
		StepVerifier
			.create(store.follow("/g/r/", start).filter((revision) -> !revision.isProgress()).doOnNext(seen::add))
			.expectNextCount(1)
			.then(() -> put(store, "/g/r/b", 0, "2"))
			.then(() -> store.append(new Change("/g/r/a", first, null)).block(PATIENCE))
			.expectNextCount(2)
			.thenCancel()
			.verify(PATIENCE);
		assertThat(seen).extracting(Revision::key).containsExactly("/g/r/a", "/g/r/b", "/g/r/a");
		assertThat(seen).extracting(Revision::revision).isSorted().doesNotHaveDuplicates();
		assertThat(seen.get(2).value()).isNull();
	}

	@Test
	void followHeedsDemand() {
		Store store = createStore();
		long start = current(store);
		put(store, "/g/r/a", 0, "1");
		put(store, "/g/r/b", 0, "2");
		StepVerifier.create(store.follow("/g/r/", start), 0)
			.expectSubscription()
			.thenRequest(1)
			.expectNextMatches((revision) -> revision.key().equals("/g/r/a"))
			.thenRequest(1)
			.expectNextMatches((revision) -> revision.key().equals("/g/r/b"))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void followMarksProgressWhenOtherKeysChange() {
		Store store = createStore();
		StepVerifier.create(store.follow("/g/r/", current(store)).filter(Revision::isProgress).map(Revision::revision))
			.then(() -> put(store, "/g/other/x", 0, "x"))
			.expectNextMatches((revision) -> revision == current(store))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void exactlyOneOfManyCreatorsWins() throws Exception {
		Store store = createStore();
		int creators = 50;
		AtomicInteger won = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(creators);
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			for (int i = 0; i < creators; i++) {
				String value = String.valueOf(i);
				executor.execute(() -> {
					store.append(new Change("/g/r/a", 0, bytes(value)))
						.doOnNext((revision) -> won.incrementAndGet())
						.onErrorComplete(ConflictException.class)
						.block(PATIENCE);
					done.countDown();
				});
			}
			assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(won).hasValue(1);
		}
		finally {
			executor.shutdownNow();
		}
	}

	protected static long put(Store store, String key, long expected, String value) {
		Long revision = store.append(new Change(key, expected, bytes(value))).block(PATIENCE);
		return (revision != null) ? revision : -1;
	}

	protected static long current(Store store) {
		Long revision = store.currentRevision().block(PATIENCE);
		return (revision != null) ? revision : -1;
	}

	protected static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	protected static String text(Revision revision) {
		return new String(revision.value(), StandardCharsets.UTF_8);
	}

	private static List<String> keys(RevisionPage page) {
		return page.items().stream().map(Revision::key).toList();
	}

}
