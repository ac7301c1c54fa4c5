package io.kubespring.apiserver.registry;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.selector.LabelSelector;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.Selection;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A backend over a cache over a store in memory, in virtual time: events are kept for 75
 * seconds, the store's history for five minutes.
 */
final class ListFixture {

	static final String PREFIX = "/demo.example.com/widgets/";

	final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	final MemoryStore store = new MemoryStore(clock(), MemoryStoreSettings.DEFAULTS);

	final WatchCache cache = new WatchCache(this.store, PREFIX, WatchCacheSettings.DEFAULTS, this.time);

	final StoredBackend backend = new StoredBackend(this.cache);

	ListFixture() {
		this.cache.start();
	}

	private Clock clock() {
		return new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return Instant.ofEpochMilli(1_700_000_000_000L + ListFixture.this.time.now(TimeUnit.MILLISECONDS));
			}

		};
	}

	long put(String path, long expected, String label) {
		int slash = path.indexOf('/');
		String namespace = (slash > 0) ? "\"namespace\":\"" + path.substring(0, slash) + "\"," : "";
		String json = "{\"apiVersion\":\"demo.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"labels\":{\"x\":\""
				+ label + "\"},\"name\":\"" + path.substring(slash + 1) + "\"," + namespace + "\"uid\":\"u\"}}";
		return this.store.append(new Change(PREFIX + path, expected, json.getBytes(StandardCharsets.UTF_8))).block();
	}

	long delete(String path, long expected) {
		return this.store.append(new Change(PREFIX + path, expected, null)).block();
	}

	/**
	 * Let time pass, and something happen in it, so that what is too old is forgotten.
	 */
	void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
		long revision = put("zz/clock", 0, "clock");
		delete("zz/clock", revision);
	}

	Mono<ObjectSlice> list(String namespace, Selection selection, ListOptions.Builder options) {
		String prefix = namespace.isEmpty() ? "" : namespace + "/";
		return this.backend.list(new ListQuery(prefix, true, selection, options.build()), null);
	}

	static Selection selection(String labels, String fields) {
		return (labels.isEmpty() && fields.isEmpty()) ? Selection.ALL
				: new Selection(LabelSelector.parse(labels), FieldSelector.parse(fields));
	}

	static List<String> shown(ObjectSlice slice) {
		List<String> shown = new ArrayList<>();
		slice.objects().get().forEachRemaining((object) -> shown.add(shown(object)));
		return shown;
	}

	static String shown(EncodedObject object) {
		return object.path() + "@" + object.revision();
	}

	static List<String> paths(ObjectSlice slice) {
		return shown(slice).stream().map((text) -> text.substring(0, text.indexOf('@'))).toList();
	}

}
