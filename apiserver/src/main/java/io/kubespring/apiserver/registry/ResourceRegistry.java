package io.kubespring.apiserver.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionResource;
import org.jspecify.annotations.Nullable;

/**
 * All resources that are served. A request finds its resource by one look into a map,
 * however many there are. Immutable.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ResourceRegistry {

	private final Map<GroupVersionResource, RegisteredResource> resources = new HashMap<>();

	private final List<RegisteredResource> ordered;

	/**
	 * Create a registry.
	 * @param resources the resources
	 * @throws InvalidResourceException if two of them have one group, version and plural
	 * name
	 */
	public ResourceRegistry(Collection<RegisteredResource> resources) {
		for (RegisteredResource resource : resources) {
			ResourceDefinition definition = resource.definition();
			RegisteredResource other = this.resources.putIfAbsent(definition.resource(), resource);
			if (other != null) {
				throw new InvalidResourceException(definition.bean().getClass(),
						"it serves " + definition.groupResource() + " in version " + definition.resource().version()
								+ ", which " + other.definition().bean().getClass().getName() + " serves too",
						"Remove one of the beans, or give one another group, version or plural name.");
			}
		}
		List<RegisteredResource> sorted = new ArrayList<>(resources);
		sorted.sort(Comparator.comparing((resource) -> resource.definition().resource().resource()));
		this.ordered = List.copyOf(sorted);
	}

	/**
	 * Find a resource.
	 * @param resource the group, version and plural name
	 * @return the resource, or {@code null} if it is not served
	 */
	public @Nullable RegisteredResource find(GroupVersionResource resource) {
		return this.resources.get(resource);
	}

	/**
	 * All resources.
	 * @return the resources in the order of their plural names
	 */
	public List<RegisteredResource> all() {
		return this.ordered;
	}

	/**
	 * All group versions.
	 * @return the group versions, groups in the order of their names, versions of a group
	 * in the order of their priority
	 */
	public List<GroupVersion> groupVersions() {
		return groupVersions(this.ordered.stream().map(RegisteredResource::definition).toList());
	}

	/**
	 * The group versions of resources.
	 * @param definitions the resources
	 * @return the group versions, groups in the order of their names, versions of a group
	 * in the order of their priority
	 */
	public static List<GroupVersion> groupVersions(List<ResourceDefinition> definitions) {
		return definitions.stream()
			.map((definition) -> definition.resource().groupVersion())
			.distinct()
			.sorted(Comparator.comparing(GroupVersion::group)
				.thenComparing(GroupVersion::version, VersionOrder.HIGHEST_FIRST))
			.toList();
	}

}
