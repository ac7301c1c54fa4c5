package io.kubespring.apiserver.server;

import io.kubespring.apiserver.codec.StoredForm;
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

	private final StoredForm form;

	private ResourceEngine(ResourceDefinition hub, StoredForm form, ResourceBackend reads, ObjectWriter writes,
			Scheduler workers) {
		this.hub = hub;
		this.form = form;
		this.reads = reads;
		this.writes = writes;
		this.workers = workers;
	}

	static ResourceEngine stored(ResourceDefinition hub, StoredForm form, StoredObjects objects, WatchCache cache,
			ApiServerSettings settings) {
		return new ResourceEngine(hub, form, new StoredBackend(cache),
				new WritePipeline(hub, objects, settings.namespaces(), settings.endpoint().clock(), settings.random()),
				settings.endpoint().workers());
	}

	static ResourceEngine delegating(ResourceDefinition hub, ApiServerSettings settings) {
		Scheduler workers = settings.endpoint().workers();
		DelegatingBackend backend = new DelegatingBackend(hub, workers);
		return new ResourceEngine(hub, StoredForm.PLAIN, backend,
				new DelegatedWriter(hub, backend, settings.namespaces()), workers);
	}

	/**
	 * Reads in a version. Where there is only one and nothing to bring up to date,
	 * nothing stands between.
	 */
	ResourceBackend backend(ResourceDefinition version) {
		if (this.hub.isStoredAsServed()) {
			return this.reads;
		}
		VersionConversion conversion = version.versions().conversion();
		return new ConvertingBackend(this.reads,
				(conversion != null) ? ObjectVersion.of(conversion) : ObjectVersion.ofHub(this.form), this.workers);
	}

	ObjectWriter writer(ResourceDefinition version) {
		VersionConversion conversion = version.versions().conversion();
		return (conversion != null) ? new ConvertedWriter(version, conversion, this.writes) : this.writes;
	}

}
