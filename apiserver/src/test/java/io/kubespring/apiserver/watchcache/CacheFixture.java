package io.kubespring.apiserver.watchcache;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executor;

import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.selector.LabelSelector;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A cache over a store in memory, in virtual time.
 */
final class CacheFixture {

	static final String PREFIX = "/demo.example.com/widgets/";

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final MemoryStore store = new MemoryStore(Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC),
			MemoryStoreSettings.DEFAULTS);

	final WatchCache cache;

	CacheFixture() {
		this(WatchCacheSettings.DEFAULTS);
	}

	CacheFixture(WatchCacheSettings settings) {
		this.cache = new WatchCache(this.store, PREFIX, settings, this.time);
		this.cache.start();
	}

	long put(String path, long expected, String labels) {
		return put(path, expected, labels, "");
	}

	long put(String path, long expected, String labels, String filler) {
		int slash = path.indexOf('/');
		String json = "{\"apiVersion\":\"demo.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"labels\":" + labels
				+ ",\"name\":\"" + path.substring(slash + 1) + "\",\"namespace\":\"" + path.substring(0, slash)
				+ "\",\"uid\":\"u\"},\"spec\":{\"filler\":\"" + filler + "\"}}";
		return this.store.append(new Change(PREFIX + path, expected, json.getBytes(StandardCharsets.UTF_8))).block();
	}

	long delete(String path, long expected) {
		return this.store.append(new Change(PREFIX + path, expected, null)).block();
	}

	/**
	 * Write to another resource of the same store.
	 */
	long elsewhere() {
		return this.store
			.append(new Change("/other/" + this.store.currentRevision().block(), 0, new byte[] { '{', '}' }))
			.block();
	}

	static WatchRequest after(long revision) {
		return request(Selection.ALL, WatchRequest.Start.AFTER_REVISION, revision, false, Runnable::run);
	}

	static WatchRequest request(Selection selection, WatchRequest.Start start, long revision, boolean bookmarks,
			Executor executor) {
		return new WatchRequest("", selection, start, revision, bookmarks, bookmarks, Duration.ofHours(1), executor);
	}

	static Selection labelled(String selector) {
		return new Selection(LabelSelector.parse(selector), FieldSelector.EVERYTHING);
	}

	/**
	 * A signal as a short text.
	 */
	static String shown(WatchSignal signal) {
		if (signal.error() != null) {
			return "ERROR " + signal.error().code() + " " + signal.error().message();
		}
		if (signal.object() == null) {
			return signal.type() + "@" + signal.revision() + (signal.initialEventsEnd() ? " end" : "");
		}
		return signal.type() + " " + signal.object().path() + "@" + signal.object().revision() + " "
				+ signal.object().labels();
	}

	static List<String> shown(WatchBatch batch) {
		return batch.signals().stream().map(CacheFixture::shown).toList();
	}

}
