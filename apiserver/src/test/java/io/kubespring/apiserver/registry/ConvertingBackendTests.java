package io.kubespring.apiserver.registry;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.Selection;
import io.kubespring.apiserver.watchcache.WatchBatch;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.watchcache.WatchRequest;
import io.kubespring.apiserver.watchcache.WatchSignal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class ConvertingBackendTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Tickets.Old converter = new Tickets.Old();

	private final List<ResourceDefinition> definitions = new ResourceDefinitionFactory(List.of(),
			List.of(this.converter), List.of())
		.createAll(List.of(new Tickets()));

	private final StoredForm form = new VersionedForm(this.definitions.get(0));

	private final String prefix = this.definitions.get(0).storagePrefix();

	private final MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	/**
	 * What is to be converted, when the test says so.
	 */
	private final Deque<Runnable> work = new ArrayDeque<>();

	private final Scheduler workers = Schedulers.fromExecutor(this.work::add);

	private final WatchCache cache = new WatchCache(this.store, this.prefix, this.form, WatchCacheSettings.DEFAULTS,
			this.time);

	private final ConvertingBackend hub = backend(0);

	private final ConvertingBackend older = backend(1);

	private ConvertingBackend backend(int version) {
		VersionConversion conversion = this.definitions.get(version).versions().conversion();
		return new ConvertingBackend(new StoredBackend(this.cache),
				(conversion != null) ? ObjectVersion.of(conversion) : ObjectVersion.ofHub(this.form), this.workers);
	}

	private void doWork() {
		while (!this.work.isEmpty()) {
			this.work.remove().run();
		}
	}

	@BeforeEach
	void start() {
		this.cache.start();
		put("a", "A-1");
		put("b", "B-2");
	}

	@Test
	void firstReaderConvertsOnAWorkerAndOthersWaitForNothing() {
		Mono<EncodedObject> first = get(this.older, "a");
		assertThat(AtHand.is(first)).isFalse();
		List<String> heard = new ArrayList<>();
		first.subscribe((object) -> heard.add(text(object)));
		assertThat(heard).isEmpty();
		doWork();
		assertThat(heard).singleElement().asString().contains("test.example.com/v1beta1", "\"seat\":\"A-1\"");
		Mono<EncodedObject> second = get(this.older, "a");
		assertThat(AtHand.is(second)).isTrue();
		assertThat(second.block(PATIENCE)).isSameAs(get(this.older, "a").block(PATIENCE));
		assertThat(this.converter.conversions).isEqualTo(1);
		assertThat(AtHand.is(get(this.hub, "a"))).isTrue();
	}

	@Test
	void listIsConvertedOnceAndWholeBeforeItIsAnswered() {
		List<String> heard = new ArrayList<>();
		list(this.older)
			.subscribe((slice) -> slice.objects().get().forEachRemaining((object) -> heard.add(text(object))));
		assertThat(heard).isEmpty();
		doWork();
		assertThat(heard).hasSize(2).allMatch((object) -> object.contains("v1beta1"));
		Mono<ObjectSlice> again = list(this.older);
		assertThat(AtHand.is(again)).isTrue();
		assertThat(names(again)).containsExactly("ns/a", "ns/b");
		assertThat(this.converter.conversions).isEqualTo(2);
	}

	@Test
	void watchersShareConvertedBatches() {
		List<WatchBatch> one = new ArrayList<>();
		List<WatchBatch> other = new ArrayList<>();
		watch(this.older).subscribe(one::add);
		watch(this.older).subscribe(other::add);
		doWork();
		put("c", "C-3");
		doWork();
		assertThat(texts(one)).containsExactlyElementsOf(texts(other));
		assertThat(texts(one)).last().asString().contains("ADDED", "\"seat\":\"C-3\"");
		assertThat(one.get(one.size() - 1)).isSameAs(other.get(other.size() - 1));
		assertThat(this.converter.conversions).isEqualTo(3);
	}

	@Test
	void objectThatCannotBeReadIsAClearErrorAndTheOthersAreServed() {
		put("bad", "broken");
		assertThat(failure(get(this.hub, "bad")))
			.contains("conversion of Ticket \"ns/bad\" from test.example.com/v1beta1 to test.example.com/v1 failed");
		assertThat(text(get(this.hub, "a").block(PATIENCE))).contains("\"row\":\"A\"");
		assertThat(failure(list(this.hub))).contains("\"ns/bad\"");
	}

	private String failure(Mono<?> answer) {
		List<String> heard = new ArrayList<>();
		answer.subscribe((value) -> heard.add("answered"), (ex) -> heard.add(String.valueOf(ex.getMessage())));
		doWork();
		assertThat(heard).hasSize(1);
		return heard.get(0);
	}

	@Test
	void objectThatCannotBeReadEndsAWatchWithItsError() {
		List<WatchBatch> heard = new ArrayList<>();
		List<String> end = new ArrayList<>();
		watch(this.older).subscribe(heard::add, (ex) -> end.add(ex.toString()), () -> end.add("complete"));
		doWork();
		put("bad", "broken");
		doWork();
		assertThat(texts(heard)).last().asString().startsWith("ERROR").contains("\"ns/bad\"");
		assertThat(end).containsExactly("complete");
	}

	private void put(String name, String seat) {
		String json = "{\"apiVersion\":\"test.example.com/v1beta1\",\"kind\":\"Ticket\",\"metadata\":{\"name\":\""
				+ name + "\",\"namespace\":\"ns\"},\"spec\":{\"seat\":\"" + seat + "\"}}";
		this.store.append(new Change(this.prefix + "ns/" + name, 0, json.getBytes(StandardCharsets.UTF_8))).block();
	}

	private static Mono<EncodedObject> get(ResourceBackend backend, String name) {
		return backend.get(new ObjectKey("ns", name), ListQuery.Freshness.ANY, 0, null);
	}

	private static Mono<ObjectSlice> list(ResourceBackend backend) {
		return backend
			.list(new ListQuery("ns/", true, Selection.ALL, ListOptions.builder().resourceVersion("0").build()), null);
	}

	private static Flux<WatchBatch> watch(ResourceBackend backend) {
		return backend.watch(new WatchRequest("ns/", Selection.ALL, WatchRequest.Start.LATEST_STATE, 0, false, false,
				Duration.ofMinutes(5), Runnable::run), ListOptions.NONE, null);
	}

	private static List<String> names(Mono<ObjectSlice> slice) {
		List<String> names = new ArrayList<>();
		ObjectSlice found = slice.block(PATIENCE);
		assertThat(found).isNotNull();
		found.objects().get().forEachRemaining((object) -> names.add(object.path()));
		return names;
	}

	private static List<String> texts(List<WatchBatch> batches) {
		List<String> texts = new ArrayList<>();
		for (WatchBatch batch : batches) {
			for (WatchSignal signal : batch.signals()) {
				texts.add((signal.type() == WatchEvent.Type.ERROR) ? "ERROR " + signal.error()
						: signal.type() + " " + text(signal.object()));
			}
		}
		return texts;
	}

	private static String text(EncodedObject object) {
		return new String(object.json(), StandardCharsets.UTF_8);
	}

}
