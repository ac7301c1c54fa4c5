package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.codec.StatusCodec;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusCause;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.DelegatingBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.WriteRequest.Part;
import io.kubespring.apiserver.write.WriteResult.Outcome;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class NamespaceLifecycleTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

	private final KnownNamespaces namespaces = new KnownNamespaces();

	private final MemoryStore store = new MemoryStore(CLOCK, MemoryStoreSettings.DEFAULTS);

	@Test
	void missingNamespaceIsNotFound() {
		assertThat(json(refused("nope", "{'name':'a'}", true))).isEqualTo(
				"{'kind':'Status','apiVersion':'v1','metadata':{},'status':'Failure','message':'namespaces ~nope~ not"
						+ " found','reason':'NotFound','details':{'name':'nope','kind':'namespaces'},'code':404}");
		assertThat(this.store.currentRevision().block()).as("nothing was written").isEqualTo(revisionAtFirst());
	}

	private Long revisionAtFirst() {
		return new MemoryStore(CLOCK, MemoryStoreSettings.DEFAULTS).currentRevision().block();
	}

	@Test
	void terminatingNamespaceTakesNothingNew() {
		Status status = refused("doomed", "{'name':'a'}", false);
		assertThat(status.message())
			.isEqualTo("things.demo.example.com \"a\" is forbidden: unable to create new content"
					+ " in namespace doomed because it is being terminated");
		assertThat(status.code()).isEqualTo(403);
		assertThat(status.details().causes()).containsExactly(
				new StatusCause("NamespaceTerminating", "namespace doomed is being terminated", "metadata.namespace"));
		assertThat(status.details().kind()).isEqualTo("things");
	}

	@Test
	void nameInTheRefusalIsWhatTheClientGave() {
		assertThat(refused("doomed", "{'generateName':'a-'}", false).details().name()).isEqualTo("a-");
		assertThat(refused("doomed", "{}", false).details().name()).isEqualTo("Unknown");
		assertThat(refused("doomed", "{'name':'A_b'}", false).details().name()).as("before validation")
			.isEqualTo("A_b");
		assertThat(refused("doomed", "{'name':'a','namespace':'other'}", false).message()).as("after the match")
			.isEqualTo("the namespace of the provided object does not match the namespace sent on the request");
	}

	@Test
	void terminatingNamespaceLetsChangesAndDeletionsThrough() {
		WritePipeline pipeline = pipeline(new Things());
		pipeline.execute(create("live", "{'name':'a'}", false), new TestRequestContext());
		this.namespaces.phases = Map.of("live", NamespaceLookup.Phase.TERMINATING);
		this.namespaces.asked.clear();
		ObjectKey key = new ObjectKey("live", "a");
		WriteResult changed = pipeline.execute(
				new WriteRequest(key, Part.OBJECT, new Mutation.MergePatched(tree("{'spec':{'size':2}}")), false),
				new TestRequestContext());
		assertThat(changed.object().tree().path("spec").path("size").asInt()).isEqualTo(2);
		WriteResult deleted = pipeline.execute(
				new WriteRequest(key, Part.OBJECT, new Mutation.Delete(DeleteOptions.NONE), false),
				new TestRequestContext());
		assertThat(deleted.outcome()).isEqualTo(Outcome.DELETED);
		assertThat(this.namespaces.asked).isEmpty();
	}

	@Test
	void clusterScopedKindAsksForNothing() {
		WritePipeline pipeline = pipeline(new Worlds());
		WriteResult created = pipeline.execute(new WriteRequest(new ObjectKey("", ""), Part.OBJECT,
				new Mutation.Create(
						tree("{'apiVersion':'demo.example.com/v1','kind':'World','metadata':{'name':'a'}}")),
				false), new TestRequestContext());
		assertThat(created.object().key().name()).isEqualTo("a");
		assertThat(this.namespaces.asked).isEmpty();
	}

	@Test
	void nothingIsCreatedBeforeNamespacesAreKnown() {
		this.namespaces.synced = false;
		assertThat(refused("live", "{'name':'a'}", false).message())
			.isEqualTo("things.demo.example.com \"a\" is forbidden: not yet ready to handle request");
		assertThat(this.namespaces.asked).isEmpty();
	}

	@Test
	void clusterThatCannotBeAskedIsTriedAgainLater() {
		this.namespaces.failing = true;
		Status status = refused("live", "{'name':'a'}", false);
		assertThat(status.code()).isEqualTo(503);
		assertThat(status.reason()).isEqualTo("ServiceUnavailable");
		assertThat(status.details().retryAfterSeconds()).isEqualTo(1);
		assertThat(status.message()).doesNotContain("secret");
	}

	@Test
	void verbBeanIsNotCalledForAMissingNamespace() {
		Notes notes = new Notes();
		ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(notes);
		DelegatedWriter writer = new DelegatedWriter(definition,
				new DelegatingBackend(definition, Schedulers.immediate()), this.namespaces);
		ObjectNode note = tree("{'apiVersion':'demo.example.com/v1','kind':'Note','metadata':{'name':'a'}}");
		ApiStatusException refusal = catchThrowableOfType(ApiStatusException.class,
				() -> writer.execute(
						new WriteRequest(new ObjectKey("nope", ""), Part.OBJECT, new Mutation.Create(note), false),
						new TestRequestContext()));
		assertThat(refusal).hasMessage("namespaces \"nope\" not found");
		assertThat(notes.created).isEmpty();
		writer.execute(new WriteRequest(new ObjectKey("live", ""), Part.OBJECT, new Mutation.Create(note), false),
				new TestRequestContext());
		assertThat(notes.created).containsExactly("a");
	}

	private Status refused(String namespace, String metadata, boolean dryRun) {
		ApiStatusException refusal = catchThrowableOfType(ApiStatusException.class,
				() -> pipeline(new Things()).execute(create(namespace, metadata, dryRun), new TestRequestContext()));
		return refusal.status();
	}

	private WritePipeline pipeline(Object bean) {
		ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(bean);
		WatchCache cache = new WatchCache(this.store, definition.storagePrefix(), WatchCacheSettings.DEFAULTS,
				VirtualTimeScheduler.create());
		cache.start();
		return new WritePipeline(definition, new StoredObjects(this.store, cache, definition.storagePrefix()),
				this.namespaces, CLOCK, RandomGenerator.getDefault());
	}

	private static WriteRequest create(String namespace, String metadata, boolean dryRun) {
		return new WriteRequest(new ObjectKey(namespace, ""), Part.OBJECT,
				new Mutation.Create(
						tree("{'apiVersion':'demo.example.com/v1','kind':'Thing','metadata':" + metadata + "}")),
				dryRun);
	}

	private static ObjectNode tree(String text) {
		return TreeCodec.SHARED.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	private static String json(Status status) {
		return new String(StatusCodec.write(status), StandardCharsets.UTF_8).replace("\\\"", "~").replace('"', '\'');
	}

	private static final class KnownNamespaces implements NamespaceLookup {

		private Map<String, Phase> phases = Map.of("live", Phase.ACTIVE, "doomed", Phase.TERMINATING);

		private final List<String> asked = new ArrayList<>();

		private boolean synced = true;

		private boolean failing;

		@Override
		public boolean isSynced() {
			return this.synced;
		}

		@Override
		public Phase phase(String namespace) {
			this.asked.add(namespace);
			if (this.failing) {
				throw new UnknownNamespaceException("the secret address is out of reach", new IllegalStateException());
			}
			return this.phases.getOrDefault(namespace, Phase.MISSING);
		}

	}

	static class Thing extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	static class World extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	static class Note extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	static class Things implements StoredResource<Thing> {

	}

	@ApiResource(group = "demo.example.com", version = "v1", scope = Scope.CLUSTER)
	static class Worlds implements StoredResource<World> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	static class Notes implements Creator<Note> {

		private final List<String> created = new ArrayList<>();

		@Override
		public Note create(Note object, RequestContext context) {
			this.created.add(object.getMetadata().getName());
			return object;
		}

	}

}
