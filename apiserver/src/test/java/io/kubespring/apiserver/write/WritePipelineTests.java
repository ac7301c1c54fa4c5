package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.patch.JsonPatch;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.WriteRequest.Part;
import io.kubespring.apiserver.write.WriteResult.Outcome;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WritePipelineTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

	private final MemoryStore store = new MemoryStore(CLOCK, MemoryStoreSettings.DEFAULTS);

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(new Widgets());

	private final WatchCache cache = new WatchCache(this.store, this.definition.storagePrefix(),
			WatchCacheSettings.DEFAULTS, VirtualTimeScheduler.create());

	private final StoredObjects objects = new StoredObjects(this.store, this.cache, this.definition.storagePrefix());

	private final WritePipeline pipeline = pipeline(RandomGenerator.getDefault());

	@BeforeEach
	void startCache() {
		this.cache.start();
	}

	private WritePipeline pipeline(RandomGenerator random) {
		return new WritePipeline(this.definition, this.objects, NamespaceLookup.ANY, CLOCK, random);
	}

	@Test
	void creationStampsWhatIsOurs() {
		JsonNode created = create("{'name':'a','uid':'x','generation':7}", ",'status':{'x':1}").object().tree();
		assertThat(created.path("metadata").path("uid").asString()).hasSize(36).isNotEqualTo("x");
		assertThat(created.path("metadata").path("creationTimestamp").asString()).isEqualTo("2026-01-02T03:04:05Z");
		assertThat(created.path("metadata").path("generation").asInt()).isEqualTo(1);
		assertThat(created.path("metadata").path("namespace").asString()).isEqualTo("ns");
		assertThat(created.has("status")).isFalse();
	}

	@Test
	void takenNameIsRefused() {
		create("{'name':'a'}", "");
		refused(() -> create("{'name':'a'}", ""), 409, "widgets.demo.example.com \"a\" already exists");
	}

	@Test
	void generatedNameThatIsAlwaysTakenIsGivenUpAfterEightAttempts() {
		int[] asked = { 0 };
		WritePipeline stuck = pipeline(() -> {
			asked[0]++;
			return 0;
		});
		String name = new NameGenerator(() -> 0).generate("foo-");
		create("{'name':'" + name + "'}", "");
		refused(() -> stuck.execute(request("", new Mutation.Create(widget("{'generateName':'foo-'}", ""))),
				new TestRequestContext()), 409,
				"widgets.demo.example.com \"" + name
						+ "\" already exists, the server was not able to generate a unique name for the object");
		assertThat(asked[0]).isGreaterThanOrEqualTo(NameGenerator.ATTEMPTS);
	}

	@Test
	void generatedNameKeepsItsBaseWithinTheLimit() {
		String name = create("{'generateName':'" + "x".repeat(70) + "'}", "").object().key().name();
		assertThat(name).hasSize(63).startsWith("x".repeat(58));
	}

	@Test
	void writeWithoutChangeKeepsRevisionAndBytes() {
		EncodedObject created = create("{'name':'a'}", "").object();
		WriteResult patched = merge("a", "{'spec':{'size':1}}");
		assertThat(patched.object()).isSameAs(created);
		assertThat(this.store.currentRevision().block()).isEqualTo(created.revision());
	}

	@Test
	void generationRisesWithTheSpecAlone() {
		create("{'name':'a'}", "");
		assertThat(generation(merge("a", "{'metadata':{'labels':{'x':'y'}}}"))).isEqualTo(1);
		assertThat(generation(merge("a", "{'spec':{'size':2}}"))).isEqualTo(2);
		assertThat(generation(merge("a", "{'spec':{'size':2.0}}"))).as("the same number").isEqualTo(2);
		WriteResult status = this.pipeline.execute(
				new WriteRequest(new ObjectKey("ns", "a"), Part.STATUS,
						new Mutation.MergePatched(
								json("{'status':{'x':1},'spec':{'size':9},'metadata':{'labels':{'p':'q'}}}")),
						false),
				new TestRequestContext());
		assertThat(generation(status)).isEqualTo(2);
		assertThat(status.object().tree().path("spec").path("size").asInt()).isEqualTo(2);
		assertThat(status.object().labels()).containsOnlyKeys("x");
		assertThat(merge("a", "{'status':{'x':5}}").object().tree().path("status").path("x").asInt()).isEqualTo(1);
	}

	@Test
	void updateNeedsThePresentResourceVersion() {
		EncodedObject created = create("{'name':'a'}", "").object();
		refused(() -> replace("{'name':'a'}"), 422,
				"widgets.demo.example.com \"a\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified"
						+ " for an update");
		refused(() -> replace("{'name':'a','resourceVersion':'1'}"), 409,
				"Operation cannot be fulfilled on widgets.demo.example.com \"a\": the object has been modified; please apply"
						+ " your changes to the latest version and try again");
		refused(() -> replace("{'name':'b','resourceVersion':'" + created.revision() + "'}"), 400,
				"the name of the object (b) does not match the name on the URL (a)");
		assertThat(replace("{'name':'a','labels':{'x':'y'},'resourceVersion':'" + created.revision() + "'}").object()
			.labels()).containsEntry("x", "y");
	}

	@Test
	void concurrentPatchesAreAllMade() throws Exception {
		create("{'name':'a'}", "");
		int patches = 40;
		ExecutorService executor = Executors.newFixedThreadPool(8);
		CountDownLatch done = new CountDownLatch(patches);
		List<Throwable> failures = new ArrayList<>();
		try {
			for (int i = 0; i < patches; i++) {
				int key = i;
				executor.execute(() -> {
					try {
						merge("a", "{'spec':{'k" + key + "':true}}");
					}
					catch (RuntimeException ex) {
						synchronized (failures) {
							failures.add(ex);
						}
					}
					done.countDown();
				});
			}
			assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(failures).isEmpty();
		assertThat(this.objects.readLatest("ns/a").tree().path("spec").size()).isEqualTo(patches + 1);
	}

	@Test
	void finalizersHoldADeletionUntilTheLastIsGone() {
		create("{'name':'a','finalizers':['x/y']}", "");
		WriteResult deleted = delete("a", DeleteOptions.NONE);
		assertThat(deleted.outcome()).isEqualTo(Outcome.TERMINATING);
		JsonNode metadata = deleted.object().tree().path("metadata");
		assertThat(metadata.path("deletionTimestamp").asString()).isEqualTo("2026-01-02T03:04:05Z");
		assertThat(metadata.path("deletionGracePeriodSeconds").asInt(-1)).isZero();
		assertThat(metadata.path("generation").asInt()).isEqualTo(2);
		assertThat(delete("a", DeleteOptions.NONE).object()).isSameAs(deleted.object());
		refused(() -> merge("a", "{'metadata':{'finalizers':['x/y','z/z']}}"), 422, null);
		refused(() -> create("{'name':'a'}", ""), 409,
				"object is being deleted: widgets.demo.example.com \"a\" already exists");
		merge("a", "{'metadata':{'finalizers':null}}");
		assertThat(this.objects.readLatest("ns/a")).isNull();
		refused(() -> delete("a", DeleteOptions.NONE), 404, "widgets.demo.example.com \"a\" not found");
	}

	@Test
	void policiesSetTheCollectorsFinalizers() {
		create("{'name':'a'}", "");
		DeleteOptions foreground = DeleteOptions.builder().propagationPolicy("Foreground").build();
		assertThat(finalizers(delete("a", foreground))).containsExactly("foregroundDeletion");
		DeleteOptions orphan = DeleteOptions.builder().propagationPolicy("Orphan").build();
		assertThat(finalizers(delete("a", orphan))).containsExactly("orphan");
		DeleteOptions background = DeleteOptions.builder().propagationPolicy("Background").build();
		assertThat(delete("a", background).outcome()).isEqualTo(Outcome.DELETED);
	}

	private static List<String> finalizers(WriteResult result) {
		return Metadata.of(result.object().tree()).finalizers();
	}

	@Test
	void dryRunWritesNothing() {
		EncodedObject created = create("{'name':'a'}", "").object();
		WriteResult dry = this.pipeline.execute(new WriteRequest(new ObjectKey("ns", "a"), Part.OBJECT,
				new Mutation.MergePatched(json("{'spec':{'size':5}}")), true), new TestRequestContext());
		assertThat(dry.object().tree().path("spec").path("size").asInt()).isEqualTo(5);
		assertThat(dry.object().revision()).isEqualTo(created.revision());
		this.pipeline.execute(
				new WriteRequest(new ObjectKey("ns", "a"), Part.OBJECT, new Mutation.Delete(DeleteOptions.NONE), true),
				new TestRequestContext());
		WriteResult born = this.pipeline.execute(new WriteRequest(new ObjectKey("ns", ""), Part.OBJECT,
				new Mutation.Create(widget("{'name':'b'}", "")), true), new TestRequestContext());
		assertThat(new String(born.object().json(), StandardCharsets.UTF_8)).doesNotContain("resourceVersion");
		assertThat(this.store.currentRevision().block()).isEqualTo(created.revision());
	}

	@Test
	void scaleChangesTheReplicasAlone() {
		create("{'name':'a'}", "");
		ScaleView view = new ScaleView(this.definition.scale());
		WriteResult scaled = this.pipeline
			.execute(request("a", new Mutation.Scaled(view, new Mutation.Replace((ObjectNode) json(
					"{'apiVersion':'autoscaling/v1','kind':'Scale','metadata':{'name':'a'},'spec':{'replicas':3}}")))),
					new TestRequestContext());
		assertThat(scaled.object().tree().path("spec").toString()).isEqualTo("{\"replicas\":3,\"size\":1}");
		assertThat(view.show(scaled.object().tree()).path("spec").path("replicas").asInt()).isEqualTo(3);
		WriteResult again = this.pipeline.execute(
				request("a", new Mutation.Scaled(view, new Mutation.MergePatched(json("{'spec':{'replicas':3}}")))),
				new TestRequestContext());
		assertThat(again.object()).as("the same number is no change").isSameAs(scaled.object());
	}

	@Test
	void patchThatIsNoObjectIsRefused() {
		create("{'name':'a'}", "");
		refused(() -> this.pipeline.execute(
				request("a", new Mutation.JsonPatched(JsonPatch.parse(json("[{'op':'replace','path':'','value':5}]")))),
				new TestRequestContext()), 422, "the server rejected our request due to an error in our request");
	}

	private static void refused(ThrowingCallable call, int code, String message) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(call).satisfies((ex) -> {
			assertThat(ex.status().code()).isEqualTo(code);
			if (message != null) {
				assertThat(ex).hasMessage(message);
			}
		});
	}

	private static int generation(WriteResult result) {
		return result.object().tree().path("metadata").path("generation").asInt();
	}

	private WriteResult create(String metadata, String more) {
		return this.pipeline.execute(request("", new Mutation.Create(widget(metadata, more))),
				new TestRequestContext());
	}

	private WriteResult replace(String metadata) {
		return this.pipeline.execute(request("a", new Mutation.Replace(widget(metadata, ""))),
				new TestRequestContext());
	}

	private WriteResult merge(String name, String patch) {
		return this.pipeline.execute(request(name, new Mutation.MergePatched(json(patch))), new TestRequestContext());
	}

	private WriteResult delete(String name, DeleteOptions options) {
		return this.pipeline.execute(request(name, new Mutation.Delete(options)), new TestRequestContext());
	}

	private static WriteRequest request(String name, Mutation mutation) {
		return new WriteRequest(new ObjectKey("ns", name), Part.OBJECT, mutation, false);
	}

	private static ObjectNode widget(String metadata, String more) {
		return (ObjectNode) json("{'apiVersion':'demo.example.com/v1','kind':'Widget','metadata':" + metadata
				+ ",'spec':{'size':1}" + more + "}");
	}

	private static JsonNode json(String text) {
		return TreeCodec.SHARED.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	static class Widget extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	@StatusSubresource
	@ScaleSubresource
	static class Widgets implements StoredResource<Widget> {

	}

}
