package io.kubespring.apiserver.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.discovery.DiscoveryHandler;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.endpoint.ResourceHandler;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.registry.RegisteredResource;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceRegistry;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.registry.VersionedForm;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.watchcache.WatchCache;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * All that serves the resources of an application: definitions, caches, handlers and
 * documents, put together once. Caches are filled by {@link #start()} and end their
 * watches by {@link #close()}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ApiServer implements AutoCloseable {

	private final ResourceRegistry registry;

	private final DiscoveryHandler discovery;

	private final RequestLimits limits;

	private final Clock clock;

	private final Map<GroupVersionResource, ResourceHandler> handlers = new HashMap<>();

	private final List<WatchCache> caches = new ArrayList<>();

	/**
	 * Put a server together.
	 * @param definitions the resources
	 * @param store holds the objects of stored resources, {@code null} if there is none
	 * @param settings how it behaves
	 * @throws MissingStoreException if a resource is stored and there is no store
	 */
	public ApiServer(Collection<ResourceDefinition> definitions, @Nullable Store store, ApiServerSettings settings) {
		List<RegisteredResource> resources = new ArrayList<>();
		for (ResourceDefinition definition : definitions) {
			if (definition.versions().conversion() == null) {
				register(definition, definitions, store, settings, resources);
			}
		}
		this.registry = new ResourceRegistry(resources);
		this.limits = settings.endpoint().limits();
		this.clock = settings.endpoint().clock();
		this.discovery = new DiscoveryHandler(this.registry, settings.version());
	}

	private void register(ResourceDefinition hub, Collection<ResourceDefinition> definitions, @Nullable Store store,
			ApiServerSettings settings, List<RegisteredResource> resources) {
		ResourceEngine engine = hub.stored() ? stored(hub, store, settings) : ResourceEngine.delegating(hub, settings);
		for (ResourceDefinition version : definitions) {
			if (version == hub || (version.versions().conversion() != null
					&& version.groupResource().equals(hub.groupResource()))) {
				RegisteredResource resource = new RegisteredResource(version, engine.backend(version));
				resources.add(resource);
				this.handlers.put(version.resource(),
						new ResourceHandler(resource, engine.writer(version), settings.endpoint()));
			}
		}
	}

	private ResourceEngine stored(ResourceDefinition hub, @Nullable Store store, ApiServerSettings settings) {
		if (store == null) {
			throw new MissingStoreException(hub);
		}
		StoredForm form = VersionedForm.of(hub);
		WatchCache cache = new WatchCache(store, hub.storagePrefix(), form, settings.watchCache(),
				Schedulers.parallel());
		this.caches.add(cache);
		return ResourceEngine.stored(hub, form, new StoredObjects(store, cache, hub.storagePrefix(), form), cache,
				settings);
	}

	/**
	 * Begin to fill the caches.
	 */
	public void start() {
		this.caches.forEach(WatchCache::start);
	}

	/**
	 * Whether all caches are filled.
	 * @return {@code true} once they are
	 */
	public boolean isFilled() {
		return this.caches.stream().allMatch(WatchCache::isReady);
	}

	/**
	 * Whether objects can be created in namespaces, so that it has to be known which
	 * there are.
	 * @return {@code true} if they can
	 */
	public boolean createsInNamespaces() {
		return definitions().stream()
			.anyMatch((definition) -> definition.namespaced() && definition.verbs().contains(Verb.CREATE));
	}

	/**
	 * What is served.
	 * @return the resources, each version for itself
	 */
	public List<ResourceDefinition> definitions() {
		return this.registry.all().stream().map(RegisteredResource::definition).toList();
	}

	/**
	 * The number of open watches.
	 * @return the number
	 */
	public int watches() {
		return this.caches.stream().mapToInt(WatchCache::watches).sum()
				+ this.handlers.values().stream().mapToInt(ResourceHandler::watches).sum();
	}

	/**
	 * The number of open WebSockets of connecting subresources.
	 * @return the number
	 */
	public int sockets() {
		return this.handlers.values().stream().mapToInt(ResourceHandler::sockets).sum();
	}

	/**
	 * The resources.
	 * @return the resources
	 */
	public ResourceRegistry registry() {
		return this.registry;
	}

	/**
	 * The group versions that are served.
	 * @return the group versions, of each group the best first
	 */
	public List<GroupVersion> groupVersions() {
		return this.registry.groupVersions();
	}

	Clock clock() {
		return this.clock;
	}

	RequestLimits limits() {
		return this.limits;
	}

	/**
	 * Whether a request may take as long as it likes.
	 */
	boolean isLongRunning(RequestInfo info) {
		if (!info.resourceRequest()) {
			return false;
		}
		ResourceHandler handler = handler(info);
		return (handler != null) ? handler.isLongRunning(info) : info.verb().equals("watch");
	}

	@Nullable ResourceHandler handler(RequestInfo info) {
		return info.apiPrefix().equals("apis") ? this.handlers.get(info.groupVersionResource()) : null;
	}

	DiscoveryHandler discovery() {
		return this.discovery;
	}

	/**
	 * End all watches and WebSockets, those to come as well, so that clients turn to
	 * another replica. Everything else is served as before.
	 */
	public void endLongRunning() {
		this.caches.forEach(WatchCache::endWatches);
		this.handlers.values().forEach(ResourceHandler::endLongRunning);
	}

	/**
	 * End all watches and follow the store no longer.
	 */
	@Override
	public void close() {
		this.caches.forEach(WatchCache::close);
	}

}
