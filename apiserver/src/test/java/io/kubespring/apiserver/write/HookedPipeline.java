package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.kubespring.apiserver.admission.AdmissionPlugin;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.write.WriteRequest.Part;
import org.jspecify.annotations.Nullable;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A resource with hooks on a store in memory, and ways to write to it. Texts are JSON
 * with single quotes.
 */
final class HookedPipeline {

	final MemoryStore store = new MemoryStore(Clock.systemUTC(), MemoryStoreSettings.DEFAULTS);

	final TestRequestContext context = new TestRequestContext();

	final ResourceDefinition definition;

	final StoredObjects objects;

	private final WritePipeline pipeline;

	HookedPipeline(Object bean, Object... admission) {
		this(NamespaceLookup.ANY, bean, admission);
	}

	HookedPipeline(NamespaceLookup namespaces, Object bean, Object... admission) {
		List<AdmissionPlugin> plugins = Arrays.stream(admission)
			.map((plugin) -> (plugin instanceof MutatingAdmission<?> mutating) ? AdmissionPlugin.of(mutating)
					: AdmissionPlugin.of((ValidatingAdmission<?>) plugin))
			.toList();
		this.definition = new ResourceDefinitionFactory(List.of(), List.of(), plugins).createAll(List.of(bean)).get(0);
		WatchCache cache = new WatchCache(this.store, this.definition.storagePrefix(), WatchCacheSettings.DEFAULTS,
				VirtualTimeScheduler.create());
		cache.start();
		this.objects = new StoredObjects(this.store, cache, this.definition.storagePrefix());
		this.pipeline = new WritePipeline(this.definition, this.objects, namespaces,
				Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC), RandomGenerator.getDefault());
	}

	ObjectNode create(String metadata, String rest) {
		return execute(new Mutation.Create(order(metadata, rest)), "", Part.OBJECT, null).object().tree();
	}

	ObjectNode update(String metadata, String rest) {
		return execute(new Mutation.Replace(order(metadata, rest)), "a", Part.OBJECT, null).object().tree();
	}

	WriteResult updateOrCreate(String metadata, String rest, Runnable creation) {
		return execute(new Mutation.Replace(order(metadata, rest)), "a", Part.OBJECT, creation);
	}

	ObjectNode patch(String patch) {
		return patch(patch, Part.OBJECT);
	}

	ObjectNode patch(String patch, Part part) {
		return execute(new Mutation.MergePatched(json(patch)), "a", part, null).object().tree();
	}

	ObjectNode scale(String patch) {
		Mutation.Change change = new Mutation.MergePatched(json(patch));
		return execute(new Mutation.Scaled(new ScaleView(this.definition.scale()), change), "a", Part.OBJECT, null)
			.object()
			.tree();
	}

	WriteResult delete(String name) {
		return execute(new Mutation.Delete(DeleteOptions.NONE), name, Part.OBJECT, null);
	}

	WriteResult execute(Mutation mutation, String name, Part part, @Nullable Runnable creation) {
		return this.pipeline.execute(new WriteRequest(new ObjectKey("ns", name), part, mutation, this.context.dryRun(),
				BodyValidation.IGNORED, creation), this.context);
	}

	WriteResult dryRun(Mutation mutation, String name) {
		return this.pipeline.execute(new WriteRequest(new ObjectKey("ns", name), Part.OBJECT, mutation, true),
				new TestRequestContext(true));
	}

	/**
	 * What is stored of the object {@code a}, written behind the back of the pipeline.
	 */
	void overwrite(String metadata, String rest) {
		long revision = this.objects.readLatest("ns/a").revision();
		this.objects.append("ns/a", revision, this.objects.encode(order(metadata, rest)));
	}

	static ApiStatusException refused(Runnable write) {
		return catchThrowableOfType(ApiStatusException.class, write::run);
	}

	static ObjectNode order(String metadata, String rest) {
		return (ObjectNode) json(
				"{'apiVersion':'shop.example.com/v1','kind':'Order','metadata':" + metadata + rest + "}");
	}

	static JsonNode json(String text) {
		return TreeCodec.SHARED.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

}
