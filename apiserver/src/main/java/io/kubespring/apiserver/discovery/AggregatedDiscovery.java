package io.kubespring.apiserver.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceRegistry;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * All groups, versions and resources in one document, after
 * {@code k8s.io/apiserver/pkg/endpoints/discovery/aggregated}.
 */
final class AggregatedDiscovery {

	private AggregatedDiscovery() {
	}

	static byte[] build(ResourceRegistry registry) {
		ObjectNode list = JsonNodeFactory.instance.objectNode();
		list.put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
		list.putObject("metadata");
		ArrayNode items = list.putArray("items");
		Map<String, ArrayNode> versionsByGroup = new LinkedHashMap<>();
		for (GroupVersion version : registry.groupVersions()) {
			ArrayNode versions = versionsByGroup.computeIfAbsent(version.group(), (group) -> {
				ObjectNode item = items.addObject();
				item.putObject("metadata").put("name", group);
				return item.putArray("versions");
			});
			ObjectNode item = versions.addObject().put("version", version.version());
			ArrayNode resources = item.putArray("resources");
			GroupDocuments.definitions(registry, version)
				.forEach((definition) -> put(resources.addObject(), definition));
			item.put("freshness", "Current");
		}
		return GroupDocuments.write(list);
	}

	private static void put(ObjectNode item, ResourceDefinition definition) {
		List<ApiResources.Entry> entries = ApiResources.of(List.of(definition));
		ApiResources.Entry main = entries.get(0);
		item.put("resource", main.name());
		putKind(item, main);
		item.put("scope", definition.namespaced() ? "Namespaced" : "Cluster");
		item.put("singularResource", definition.singular());
		GroupDocuments.putTexts(item, "verbs", main.verbs());
		if (!definition.shortNames().isEmpty()) {
			GroupDocuments.putTexts(item, "shortNames", definition.shortNames());
		}
		if (!definition.categories().isEmpty()) {
			GroupDocuments.putTexts(item, "categories", definition.categories());
		}
		if (entries.size() > 1) {
			ArrayNode subresources = item.putArray("subresources");
			entries.subList(1, entries.size()).forEach((entry) -> {
				ObjectNode subresource = subresources.addObject().put("subresource", entry.subresource());
				putKind(subresource, entry);
				GroupDocuments.putTexts(subresource, "verbs", entry.verbs());
			});
		}
	}

	/**
	 * The kind; its group and version only where they are not those around it.
	 */
	private static void putKind(ObjectNode item, ApiResources.Entry entry) {
		GroupVersionKind kind = entry.kind();
		item.putObject("responseKind")
			.put("group", entry.isForeign() ? kind.group() : "")
			.put("version", entry.isForeign() ? kind.version() : "")
			.put("kind", kind.kind());
	}

}
