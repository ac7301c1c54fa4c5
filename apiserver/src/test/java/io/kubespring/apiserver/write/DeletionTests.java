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
import io.kubespring.apiserver.error.Status;
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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DeletionTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

	private final InterruptedStore store = new InterruptedStore();

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(new Things());

	private final WatchCache cache = new WatchCache(this.store, this.definition.storagePrefix(),
			WatchCacheSettings.DEFAULTS, VirtualTimeScheduler.create());

	private final StoredObjects objects = new StoredObjects(this.store, this.cache, this.definition.storagePrefix());

	private final WritePipeline pipeline = new WritePipeline(this.definition, this.objects, NamespaceLookup.ANY, CLOCK,
			RandomGenerator.getDefault());

	@BeforeEach
	void startCache() {
		this.cache.start();
	}

	@Test
	void explicitPolicyReplacesTheFinalizerOfAnother() {
		create("'finalizers':['orphan','x/y']");
		assertThat(finalizers(delete(policy("Foreground")))).containsExactly("x/y", "foregroundDeletion");
		assertThat(finalizers(delete(policy("Orphan")))).containsExactly("x/y", "orphan");
		assertThat(finalizers(delete(DeleteOptions.NONE))).as("no policy keeps what is set")
			.containsExactly("x/y", "orphan");
		assertThat(finalizers(delete(DeleteOptions.builder().orphanDependents(false).build()))).containsExactly("x/y");
		assertThat(finalizers(delete(DeleteOptions.builder().orphanDependents(true).build()))).containsExactly("x/y",
				"orphan");
		assertThat(finalizers(delete(policy("Background")))).containsExactly("x/y");
	}

	@Test
	void backgroundTakesTheCollectorsFinalizersAndTheObjectWithThem() {
		for (String finalizer : List.of("orphan", "foregroundDeletion")) {
			create("'finalizers':['" + finalizer + "']");
			assertThat(delete(DeleteOptions.NONE).outcome()).isEqualTo(Outcome.TERMINATING);
			assertThat(delete(policy("Background")).outcome()).isEqualTo(Outcome.DELETED);
			assertThat(this.objects.readLatest("ns/a")).isNull();
		}
	}

	@Test
	void graceIsOfNoEffect() {
		create("'finalizers':['x/y']");
		DeleteOptions patient = DeleteOptions.builder().gracePeriodSeconds(30L).build();
		JsonNode metadata = delete(patient).object().tree().path("metadata");
		assertThat(metadata.path("deletionGracePeriodSeconds").asInt(-1)).isZero();
		assertThat(metadata.path("deletionTimestamp").asString()).isEqualTo("2026-01-02T03:04:05Z");
		assertThat(metadata.path("generation").asInt()).isEqualTo(2);
		assertThat(delete(DeleteOptions.builder().gracePeriodSeconds(0L).build()).object().tree())
			.as("no further change")
			.isEqualTo(this.objects.readLatest("ns/a").tree());
	}

	@Test
	void terminatingObjectKeepsItsDeletionAndGetsNoFinalizers() {
		create("'finalizers':['x/y']");
		delete(DeleteOptions.NONE);
		JsonNode metadata = merge("{'metadata':{'deletionTimestamp':null,'deletionGracePeriodSeconds':null}}").object()
			.tree()
			.path("metadata");
		assertThat(metadata.path("deletionTimestamp").asString()).isEqualTo("2026-01-02T03:04:05Z");
		assertThat(metadata.path("deletionGracePeriodSeconds").asInt(-1)).isZero();
		assertThat(refused(() -> merge("{'metadata':{'deletionGracePeriodSeconds':5}}")).message()).isEqualTo(
				"Thing.demo.example.com \"a\" is invalid: metadata.deletionGracePeriodSeconds: Invalid value: 5: field is"
						+ " immutable");
		assertThat(refused(() -> merge("{'metadata':{'finalizers':['x/y','z/z','a/a','z/z']}}")).message()).isEqualTo(
				"Thing.demo.example.com \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be"
						+ " added if the object is being deleted, found new finalizers []string{\"a/a\", \"z/z\"}");
	}

	@Test
	void lastFinalizerAnswersTheSubmittedObjectWithItsOldRevision() {
		create("'finalizers':['x/y']");
		long revision = delete(DeleteOptions.NONE).object().revision();
		WriteResult last = merge("{'metadata':{'finalizers':null,'labels':{'last':'one'}}}");
		assertThat(last.outcome()).isEqualTo(Outcome.UPDATED);
		assertThat(last.object().revision()).isEqualTo(revision);
		assertThat(last.object().labels()).containsEntry("last", "one");
		assertThat(last.object().tree().path("metadata").has("finalizers")).isFalse();
		assertThat(this.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void bothWhoTakeTheLastFinalizerAwayGetWhatTheyWanted() {
		create("'finalizers':['x/y']");
		delete(DeleteOptions.NONE);
		this.store.before = () -> merge("{'metadata':{'finalizers':null}}");
		WriteResult second = merge("{'metadata':{'finalizers':null,'labels':{'who':'second'}}}");
		assertThat(second.outcome()).isEqualTo(Outcome.UPDATED);
		assertThat(second.object().labels()).containsEntry("who", "second");
		assertThat(this.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void finalizerThatGoesMeanwhileLetsTheDeletionTakeTheObject() {
		create("'finalizers':['x/y']");
		this.store.before = () -> merge("{'metadata':{'finalizers':null}}");
		assertThat(delete(DeleteOptions.NONE).outcome()).isEqualTo(Outcome.DELETED);
		assertThat(this.objects.readLatest("ns/a")).isNull();
	}

	@Test
	void finalizerThatComesMeanwhileHoldsTheDeletion() {
		create("'labels':{'x':'y'}");
		this.store.before = () -> merge("{'metadata':{'finalizers':['x/y']}}");
		WriteResult held = delete(DeleteOptions.NONE);
		assertThat(held.outcome()).isEqualTo(Outcome.TERMINATING);
		assertThat(finalizers(held)).containsExactly("x/y");
	}

	@Test
	void objectThatGoesMeanwhileIsNotFound() {
		create("'labels':{'x':'y'}");
		this.store.before = () -> delete(DeleteOptions.NONE);
		assertThat(refused(() -> delete(DeleteOptions.NONE)).message())
			.isEqualTo("things.demo.example.com \"a\" not found");
	}

	@Test
	void preconditionsAreOfTheObjectFound() {
		EncodedObject created = create("'labels':{'x':'y'}");
		assertThat(refused(() -> delete(when("", null))).message()).isEqualTo(
				"Operation cannot be fulfilled on Thing.demo.example.com \"a\": the UID in the precondition () does"
						+ " not match the UID in record (" + created.uid()
						+ "). The object might have been deleted and then recreated");
		Status stale = refused(() -> delete(when(created.uid(), "1")));
		assertThat(stale.message()).isEqualTo("Operation cannot be fulfilled on Thing.demo.example.com \"a\": the"
				+ " ResourceVersion in the precondition (1) does not match the ResourceVersion in record ("
				+ created.revision() + "). The object might have been modified");
		assertThat(stale.details().kind()).isEqualTo("Thing");
		assertThat(delete(when(created.uid(), Long.toString(created.revision()))).outcome()).isEqualTo(Outcome.DELETED);
	}

	@Test
	void objectThatCanBeReadIsNotDeletedUnseen() {
		create("'labels':{'x':'y'}");
		DeleteOptions unsafe = DeleteOptions.builder().ignoreStoreReadError(true).build();
		assertThat(refused(() -> delete(unsafe)).message()).isEqualTo("Operation cannot be fulfilled on"
				+ " things.demo.example.com \"a\": StorageError: invalid object, Code: 4, Key:"
				+ " /registry/demo.example.com/things/ns/a, ResourceVersion: 0, AdditionalErrorMsg: unsafe deletion is not"
				+ " allowed because the object is decodable from storage");
		assertThat(this.objects.readLatest("ns/a")).isNotNull();
	}

	@Test
	void dryRunsShowWhatWouldBe() {
		EncodedObject created = create("'finalizers':['x/y']");
		WriteResult dry = this.pipeline.execute(
				new WriteRequest(new ObjectKey("ns", "a"), Part.OBJECT, new Mutation.Delete(policy("Orphan")), true),
				new TestRequestContext());
		assertThat(finalizers(dry)).containsExactly("x/y", "orphan");
		assertThat(dry.object().isTerminating()).isTrue();
		assertThat(dry.object().revision()).isEqualTo(created.revision());
		assertThat(this.objects.readLatest("ns/a").isTerminating()).isFalse();
	}

	private static DeleteOptions policy(String policy) {
		return DeleteOptions.builder().propagationPolicy(policy).build();
	}

	private static DeleteOptions when(String uid, String resourceVersion) {
		return DeleteOptions.builder().preconditions(new Preconditions(uid, resourceVersion)).build();
	}

	private static List<String> finalizers(WriteResult result) {
		return Metadata.of(result.object().tree()).finalizers();
	}

	private static Status refused(Runnable call) {
		return catchThrowableOfType(ApiStatusException.class, call::run).status();
	}

	private EncodedObject create(String metadata) {
		return this.pipeline
			.execute(new WriteRequest(new ObjectKey("ns", ""), Part.OBJECT, new Mutation.Create(tree(
					"{'apiVersion':'demo.example.com/v1','kind':'Thing','metadata':{'name':'a'," + metadata + "}}")),
					false), new TestRequestContext())
			.object();
	}

	private WriteResult merge(String patch) {
		return execute(new Mutation.MergePatched(tree(patch)));
	}

	private WriteResult delete(DeleteOptions options) {
		return execute(new Mutation.Delete(options));
	}

	private WriteResult execute(Mutation mutation) {
		return this.pipeline.execute(new WriteRequest(new ObjectKey("ns", "a"), Part.OBJECT, mutation, false),
				new TestRequestContext());
	}

	private static ObjectNode tree(String text) {
		return TreeCodec.SHARED.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A store before whose next change somebody else makes another.
	 */
	private static final class InterruptedStore implements Store {

		private final MemoryStore store = new MemoryStore(CLOCK, MemoryStoreSettings.DEFAULTS);

		private Runnable before = () -> {
		};

		@Override
		public Mono<Long> append(Change change) {
			return Mono.defer(() -> {
				Runnable other = this.before;
				this.before = () -> {
				};
				other.run();
				return this.store.append(change);
			});
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
			return this.store.follow(prefix, after);
		}

		@Override
		public Mono<Long> currentRevision() {
			return this.store.currentRevision();
		}

		@Override
		public long horizon() {
			return this.store.horizon();
		}

	}

	static class Thing extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	static class Things implements StoredResource<Thing> {

	}

}
