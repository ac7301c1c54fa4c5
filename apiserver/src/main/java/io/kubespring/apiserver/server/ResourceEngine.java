package io.kubespring.apiserver.server;

import io.kubespring.apiserver.registry.ConvertingBackend;
import io.kubespring.apiserver.registry.DelegatingBackend;
import io.kubespring.apiserver.registry.ObjectVersion;
import io.kubespring.apiserver.registry.ResourceBackend;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.StoredBackend;
import io.kubespring.apiserver.registry.StoredObjects;
import io.kubespring.apiserver.registry.VersionConversion;
import io.kubespring.apiserver.watchcache.WatchCache;
import io.kubespring.apiserver.write.ConvertedWriter;
import io.kubespring.apiserver.write.DelegatedWriter;
import io.kubespring.apiserver.write.ObjectWriter;
import io.kubespring.apiserver.write.WritePipeline;
import reactor.core.scheduler.Scheduler;

/**
 * What reads and writes the objects of a resource in the hub's version, and from there in
 * every other.
 */
final class ResourceEngine {

	private final ResourceDefinition hub;

	private final ResourceBackend reads;

	private final ObjectWriter writes;

	private final Scheduler workers;

	private ResourceEngine(ResourceDefinition hub, ResourceBackend reads, ObjectWriter writes, Scheduler workers) {
		this.hub = hub;
		this.reads = reads;
		this.writes = writes;
		this.workers = workers;
	}

	static ResourceEngine stored(ResourceDefinition hub, StoredObjects objects, WatchCache cache,
			ApiServerSettings settings) {
		return new ResourceEngine(hub, new StoredBackend(cache),
				new WritePipeline(hub, objects, settings.namespaces(), settings.endpoint().clock(), settings.random()),
				settings.endpoint().workers());
	}

	static ResourceEngine delegating(ResourceDefinition hub, ApiServerSettings settings) {
		Scheduler workers = settings.endpoint().workers();
		DelegatingBackend backend = new DelegatingBackend(hub, workers);
		return new ResourceEngine(hub, backend, new DelegatedWriter(hub, backend, settings.namespaces()), workers);
	}

	/**
	 * Reads in a version. Where there is only one and nothing to bring up to date,
	 * nothing stands between.
	 */
	ResourceBackend backend(ResourceDefinition version) {
		return this.hub.isStoredAsServed() ? this.reads
				: new ConvertingBackend(this.reads, ObjectVersion.of(version.versions().conversion()), this.workers);
	}

	ObjectWriter writer(ResourceDefinition version) {
		VersionConversion conversion = version.versions().conversion();
		return (conversion != null) ? new ConvertedWriter(version, conversion, this.writes) : this.writes;
	}

}
