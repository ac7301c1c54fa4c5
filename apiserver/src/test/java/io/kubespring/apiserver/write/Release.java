package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.registry.ConvertingBackend;
import io.kubespring.apiserver.registry.ListQuery;
import io.kubespring.apiserver.registry.ObjectSlice;
import io.kubespring.apiserver.registry.ObjectVersion;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.StoredBackend;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.registry.VersionedForm;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.strategy.VersionConverter;
import io.kubespring.apiserver.watchcache.Selection;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import io.kubespring.apiserver.watchcache.WatchRequest;
import io.kubespring.apiserver.watchcache.WatchSignal;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * One release of an application that serves tickets in two versions, over a store that it
 * may share with another release.
 */
final class Release {

	private final List<ResourceDefinition> definitions;

	private final StoredForm form;

	private final WatchCache cache;

	private final StoredObjects objects;

	private final WritePipeline pipeline;

	Release(Store store, Object resource, VersionConverter<?, ?> converter) {
		this.definitions = new ResourceDefinitionFactory(List.of(), List.of(converter), List.of())
			.createAll(List.of(resource));
		ResourceDefinition hub = this.definitions.get(0);
		this.form = VersionedForm.of(hub);
		this.cache = new WatchCache(store, hub.storagePrefix(), this.form, WatchCacheSettings.DEFAULTS,
				VirtualTimeScheduler.create());
		this.cache.start();
		this.objects = new StoredObjects(store, this.cache, hub.storagePrefix(), this.form);
		this.pipeline = new WritePipeline(hub, this.objects, NamespaceLookup.ANY, Clock.systemUTC(),
				RandomGenerator.getDefault());
	}

	Version version(String name) {
		return new Version(this.definitions.stream()
			.filter((definition) -> definition.resource().version().equals(name))
			.findFirst()
			.orElseThrow());
	}

	static ObjectNode tree(String json) {
		return TreeCodec.SHARED.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The release as clients of one version see it.
	 */
	final class Version {

		private final ResourceDefinition definition;

		private final ConvertingBackend reads;

		private final ObjectWriter writes;

		Version(ResourceDefinition definition) {
			var conversion = definition.versions().conversion();
			this.definition = definition;
			this.reads = new ConvertingBackend(new StoredBackend(Release.this.cache),
					(conversion != null) ? ObjectVersion.of(conversion) : ObjectVersion.ofHub(Release.this.form),
					Schedulers.immediate());
			this.writes = (conversion != null) ? new ConvertedWriter(definition, conversion, Release.this.pipeline)
					: Release.this.pipeline;
		}

		EncodedObject create(String name, String spec) {
			return write("", new Mutation.Create(object(name, spec)));
		}

		EncodedObject replace(String name, String spec) {
			ObjectNode object = object(name, spec);
			EncodedObject current = Release.this.objects.readLatest("ns/" + name);
			((ObjectNode) object.path("metadata")).put("resourceVersion",
					Long.toString((current != null) ? current.revision() : 1));
			return write(name, new Mutation.Replace(object));
		}

		/**
		 * Replace an object, or create it.
		 * @param creation is asked before it is created
		 */
		EncodedObject put(String name, String spec, Runnable creation) {
			return this.writes
				.execute(
						new WriteRequest(new ObjectKey("ns", name), WriteRequest.Part.OBJECT,
								new Mutation.Replace(object(name, spec)), false, BodyValidation.IGNORED, creation),
						new TestRequestContext())
				.object();
		}

		EncodedObject patch(String name, String patch) {
			return write(name, new Mutation.MergePatched(tree(patch)));
		}

		EncodedObject delete(String name) {
			return write(name, new Mutation.Delete(DeleteOptions.NONE));
		}

		private EncodedObject write(String name, Mutation mutation) {
			return this.writes
				.execute(new WriteRequest(new ObjectKey("ns", name), WriteRequest.Part.OBJECT, mutation, false),
						new TestRequestContext())
				.object();
		}

		private ObjectNode object(String name, String spec) {
			return tree("{'apiVersion':'" + this.definition.resource().groupVersion()
					+ "','kind':'Ticket','metadata':{'name':'" + name + "','namespace':'ns'},'spec':" + spec + "}");
		}

		/**
		 * The specs by name.
		 */
		Map<String, String> specs() {
			Map<String, String> specs = new TreeMap<>();
			list().forEach((object) -> specs.put(object.key().name(), object.tree().path("spec").toString()));
			return specs;
		}

		List<EncodedObject> list() {
			ObjectSlice slice = this.reads
				.list(new ListQuery("ns/", true, Selection.ALL, ListOptions.NONE), new TestRequestContext())
				.block(Duration.ofSeconds(20));
			List<EncodedObject> objects = new ArrayList<>();
			slice.objects().get().forEachRemaining(objects::add);
			return objects;
		}

		/**
		 * Begin to follow the objects.
		 * @return the objects by name as the events tell, kept up to date
		 */
		Map<String, String> follow() {
			Map<String, String> view = new TreeMap<>();
			this.reads
				.watch(new WatchRequest("ns/", Selection.ALL, WatchRequest.Start.LATEST_STATE, 0, false, false,
						Duration.ofMinutes(5), Runnable::run), ListOptions.NONE, new TestRequestContext())
				.subscribe((batch) -> batch.signals().forEach((signal) -> take(signal, view)));
			return view;
		}

		private static void take(WatchSignal signal, Map<String, String> view) {
			EncodedObject object = signal.object();
			if (object == null) {
				throw new IllegalStateException(signal.toString());
			}
			boolean known = view.containsKey(object.key().name());
			if (known == (signal.type() == WatchEvent.Type.ADDED)) {
				throw new IllegalStateException(signal.toString());
			}
			if (signal.type() == WatchEvent.Type.DELETED) {
				view.remove(object.key().name());
			}
			else {
				view.put(object.key().name(), new String(object.json(), StandardCharsets.UTF_8));
			}
		}

	}

}
