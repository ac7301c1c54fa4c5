package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.meta.Preconditions;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.storage.Change;
import io.kubespring.apiserver.storage.Revision;
import io.kubespring.apiserver.storage.RevisionPage;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.WriteRequest.Part;
import io.kubespring.apiserver.write.WriteResult.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Writes where the cache still shows the state at which it was filled.
 */
class LaggingCacheTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

	private final MemoryStore memory = new MemoryStore(CLOCK, MemoryStoreSettings.DEFAULTS);

	private final Store store = new SilentStore(this.memory);

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(new Widgets());

	private final WatchCache cache = new WatchCache(this.store, this.definition.storagePrefix(),
			WatchCacheSettings.DEFAULTS, VirtualTimeScheduler.create());

	private final StoredObjects objects = new StoredObjects(this.store, this.cache, this.definition.storagePrefix());

	private final WritePipeline pipeline = new WritePipeline(this.definition, this.objects, NamespaceLookup.ANY, CLOCK,
			RandomGenerator.getDefault());

	private long first;

	private long second;

	/**
	 * The cache holds size 1, the store size 2.
	 */
	@BeforeEach
	void leaveTheCacheBehind() {
		this.first = append(0, widget("{'name':'a','namespace':'ns','uid':'u'}", 1));
		this.cache.start();
		this.second = append(this.first, widget("{'name':'a','namespace':'ns','uid':'u'}", 2));
		assertThat(this.cache.snapshot().get("ns/a").revision()).isEqualTo(this.first);
	}

	@Test
	void patchThatWouldChangeNothingInTheOldStateIsMade() {
		EncodedObject patched = execute("a", new Mutation.MergePatched(json("{'spec':{'size':1}}")), false).object();
		assertThat(patched.tree().at("/spec/size").asInt()).isEqualTo(1);
		assertThat(patched.revision()).isGreaterThan(this.second);
		assertThat(this.objects.readLatest("ns/a").tree().at("/spec/size").asInt()).isEqualTo(1);
	}

	@Test
	void patchThatChangesNothingInTheLatestStateAnswersThat() {
		EncodedObject patched = execute("a", new Mutation.MergePatched(json("{'spec':{'size':2}}")), false).object();
		assertThat(patched.revision()).isEqualTo(this.second);
		assertThat(this.memory.currentRevision().block()).isEqualTo(this.second);
	}

	@Test
	void updateOfTheLatestRevisionIsNoConflict() {
		EncodedObject updated = execute("a",
				new Mutation.Replace(widget("{'name':'a','resourceVersion':'" + this.second + "'}", 3)), false)
			.object();
		assertThat(updated.tree().at("/spec/size").asInt()).isEqualTo(3);
		assertThat(updated.revision()).isGreaterThan(this.second);
	}

	@Test
	void updateOfTheCachedRevisionIsAConflict() {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> execute("a",
					new Mutation.Replace(widget("{'name':'a','resourceVersion':'" + this.first + "'}", 3)), false))
			.withMessage(
					"Operation cannot be fulfilled on widgets.demo.example.com \"a\": the object has been modified;"
							+ " please apply your changes to the latest version and try again");
		assertThat(this.memory.currentRevision().block()).isEqualTo(this.second);
	}

	@Test
	void deletionOfTheLatestRevisionIsNoConflict() {
		DeleteOptions options = DeleteOptions.builder()
			.preconditions(new Preconditions("u", Long.toString(this.second)))
			.build();
		assertThat(execute("a", new Mutation.Delete(options), false).outcome()).isEqualTo(Outcome.DELETED);
		assertThat(this.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void dryRunIsMadeOnTheLatestState() {
		EncodedObject dry = execute("a", new Mutation.MergePatched(json("{'spec':{'color':'red'}}")), true).object();
		assertThat(dry.tree().path("spec").toString()).isEqualTo("{\"color\":\"red\",\"size\":2}");
		assertThat(dry.revision()).isEqualTo(this.second);
		assertThat(this.memory.currentRevision().block()).isEqualTo(this.second);
	}

	@Test
	void nameThatWasFreedCanBeTakenAtOnce() {
		append(this.second, null);
		EncodedObject created = execute("", new Mutation.Create(widget("{'name':'a'}", 4)), false).object();
		assertThat(created.tree().at("/spec/size").asInt()).isEqualTo(4);
	}

	@Test
	void objectThatIsGoneIsNotFound() {
		append(this.second, null);
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> execute("a", new Mutation.MergePatched(json("{'spec':{'size':1}}")), false))
			.withMessage("widgets.demo.example.com \"a\" not found");
	}

	private WriteResult execute(String name, Mutation mutation, boolean dryRun) {
		return this.pipeline.execute(new WriteRequest(new ObjectKey("ns", name), Part.OBJECT, mutation, dryRun),
				new TestRequestContext());
	}

	private long append(long expected, @Nullable ObjectNode object) {
		return this.memory
			.append(new Change(this.definition.storagePrefix() + "ns/a", expected,
					(object != null) ? TreeCodec.SHARED.writeStored(object) : null))
			.block();
	}

	private static ObjectNode widget(String metadata, int size) {
		return (ObjectNode) json("{'apiVersion':'demo.example.com/v1','kind':'Widget','metadata':" + metadata
				+ ",'spec':{'size':" + size + "}}");
	}

	private static JsonNode json(String text) {
		return TreeCodec.SHARED.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Tells followers of no change.
	 */
	private record SilentStore(Store store) implements Store {

		@Override
		public Mono<Long> append(Change change) {
			return this.store.append(change);
		}

		@Override
		public Mono<Revision> get(String key) {
			return this.store.get(key);
		}

		@Override
		public Mono<RevisionPage> list(String prefix, long atRevision, @Nullable String startKey, int limit) {
			return this.store.list(prefix, atRevision, startKey, limit);
		}

		@Override
		public Flux<Revision> follow(String prefix, long after) {
			return Flux.never();
		}

		@Override
		public Mono<Long> currentRevision() {
			return this.store.currentRevision();
		}

		@Override
		public long horizon() {
			return this.store.horizon();
		}

		@Override
		public long epoch() {
			return this.store.epoch();
		}

	}

	static class Widget extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	static class Widgets implements StoredResource<Widget> {

	}

}
