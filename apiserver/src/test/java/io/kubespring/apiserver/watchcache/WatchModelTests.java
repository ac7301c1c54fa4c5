package io.kubespring.apiserver.watchcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.watchcache.WatchRequest.Start;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random writes under random watches with random demand: what a watch was told, replayed,
 * is what a list shows.
 */
class WatchModelTests {

	private static final List<Selection> SELECTIONS = List.of(Selection.ALL, CacheFixture.labelled("x=0"),
			CacheFixture.labelled("x in (1,2)"), CacheFixture.labelled("!x"));

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void replayOfEveryWatchEqualsTheFinalList(long seed) {
		Random random = new Random(seed);
		CacheFixture fixture = new CacheFixture();
		Map<String, Long> revisions = new HashMap<>();
		List<Replay> replays = new ArrayList<>();
		for (int step = 0; step < 4000; step++) {
			String path = "ns" + random.nextInt(3) + "/" + random.nextInt(40);
			long known = revisions.getOrDefault(path, 0L);
			int choice = random.nextInt(20);
			if (choice < 4 && known != 0) {
				fixture.delete(path, known);
				revisions.remove(path);
			}
			else if (choice < 15) {
				String labels = random.nextBoolean() ? "{\"x\":\"" + random.nextInt(4) + "\"}" : "{}";
				revisions.put(path, fixture.put(path, known, labels));
			}
			else if (choice == 15) {
				replays.add(join(fixture, random));
			}
			else if (choice == 16 && !replays.isEmpty()) {
				int index = random.nextInt(replays.size());
				replays.set(index, resumed(fixture, replays.get(index)));
			}
			else if (choice == 17) {
				fixture.elsewhere();
			}
			else if (!replays.isEmpty()) {
				replays.get(random.nextInt(replays.size())).request(1 + random.nextInt(3));
			}
		}
		for (Replay replay : replays) {
			replay.request(Long.MAX_VALUE);
			assertThat(replay.state).as("seed " + seed).isEqualTo(list(fixture.cache.snapshot(), replay));
			assertThat(replay.problems).as("seed " + seed).isEmpty();
		}
		assertThat(replays).hasSizeGreaterThan(50);
	}

	private static Replay join(CacheFixture fixture, Random random) {
		String prefix = random.nextBoolean() ? "" : "ns" + random.nextInt(3) + "/";
		Replay replay = new Replay(prefix, SELECTIONS.get(random.nextInt(SELECTIONS.size())), new TreeMap<>(), 0);
		if (random.nextBoolean()) {
			replay.watch(fixture, Start.LATEST_STATE, 0);
		}
		else {
			Snapshot snapshot = fixture.cache.snapshot();
			replay.state.putAll(list(snapshot, replay));
			replay.seen = snapshot.revision();
			replay.watch(fixture, Start.AFTER_REVISION, snapshot.revision());
		}
		return replay;
	}

	/**
	 * A watch that is cut and resumes where it was.
	 */
	private static Replay resumed(CacheFixture fixture, Replay cut) {
		if (!cut.complete) {
			return cut;
		}
		cut.cancel();
		Replay resumed = new Replay(cut.prefix, cut.selection, new TreeMap<>(cut.state), cut.seen);
		resumed.watch(fixture, Start.AFTER_REVISION, cut.seen);
		return resumed;
	}

	private static Map<String, Long> list(Snapshot snapshot, Replay replay) {
		Map<String, Long> objects = new TreeMap<>();
		Iterator<EncodedObject> iterator = snapshot.iterate(replay.prefix, null);
		while (iterator.hasNext()) {
			EncodedObject object = iterator.next();
			if (replay.selection.matches(object)) {
				objects.put(object.path(), object.revision());
			}
		}
		return objects;
	}

	/**
	 * A client that keeps what it is told.
	 */
	private static final class Replay extends BaseSubscriber<WatchBatch> {

		private final String prefix;

		private final Selection selection;

		private final Map<String, Long> state;

		private final List<String> problems = new ArrayList<>();

		private long seen;

		private boolean complete;

		Replay(String prefix, Selection selection, Map<String, Long> state, long seen) {
			this.prefix = prefix;
			this.selection = selection;
			this.state = state;
			this.seen = seen;
		}

		void watch(CacheFixture fixture, Start start, long revision) {
			this.complete = start == Start.AFTER_REVISION;
			fixture.cache
				.watch(new WatchRequest(this.prefix, this.selection, start, revision, true, true, Duration.ofHours(10),
						Runnable::run))
				.subscribe(this);
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(WatchBatch batch) {
			for (WatchSignal signal : batch.signals()) {
				take(signal);
			}
		}

		private void take(WatchSignal signal) {
			if (signal.revision() < this.seen && this.complete) {
				this.problems.add("backwards: " + CacheFixture.shown(signal) + " after " + this.seen);
			}
			EncodedObject object = signal.object();
			if (object == null) {
				this.seen = Math.max(this.seen, signal.revision());
				this.complete |= signal.initialEventsEnd();
				return;
			}
			if (this.complete) {
				this.seen = signal.revision();
			}
			boolean known = this.state.containsKey(object.path());
			if (known == (signal.type() == WatchEvent.Type.ADDED)) {
				this.problems.add("unexpected: " + CacheFixture.shown(signal));
			}
			if (signal.type() == WatchEvent.Type.DELETED) {
				this.state.remove(object.path());
			}
			else {
				this.state.put(object.path(), object.revision());
			}
		}

	}

}
