package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.admission.AdmissionPlugin;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.strategy.VersionConverter;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Reads the application's beans as resources.
 */
final class ResourceBeans {

	private ResourceBeans() {
	}

	/**
	 * Whether some of them keep their objects in the memory of the process.
	 */
	static boolean areInMemory(ListableBeanFactory beans) {
		return beans.getBeanNamesForType(MemoryStore.class).length > 0
				&& beans.getBeanNamesForType(StoredResource.class).length > 0;
	}

	static List<ResourceDefinition> definitions(ListableBeanFactory beans, ObjectProvider<Connector<?>> connectors,
			ObjectProvider<VersionConverter<?, ?>> converters, List<AdmissionPlugin> admission) {
		return new ResourceDefinitionFactory(connectors.orderedStream().toList(), converters.orderedStream().toList(),
				admission)
			.createAll(beans.getBeansWithAnnotation(ApiResource.class).values());
	}

}
