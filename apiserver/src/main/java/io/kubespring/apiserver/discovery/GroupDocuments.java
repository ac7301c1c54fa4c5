package io.kubespring.apiserver.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.registry.RegisteredResource;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceRegistry;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents {@code /apis}, {@code /apis/{group}} and {@code /apis/{group}/{version}},
 * after {@code k8s.io/apiserver/pkg/endpoints/discovery}, by path, as compact JSON.
 */
final class GroupDocuments {

	private final ResourceRegistry registry;

	GroupDocuments(ResourceRegistry registry) {
		this.registry = registry;
	}

	Map<String, byte[]> build() {
		Map<String, List<GroupVersion>> groups = new LinkedHashMap<>();
		this.registry.groupVersions()
			.forEach((version) -> groups.merge(version.group(), List.of(version), GroupDocuments::concat));
		Map<String, byte[]> documents = new LinkedHashMap<>();
		ObjectNode list = JsonNodeFactory.instance.objectNode();
		list.put("kind", "APIGroupList");
		ArrayNode items = list.putArray("groups");
		groups.forEach((group, versions) -> {
			ObjectNode item = items.addObject().put("name", group);
			putVersions(item, versions);
			item.putArray("serverAddressByClientCIDRs")
				.addObject()
				.put("clientCIDR", "0.0.0.0/0")
				.put("serverAddress", "");
			ObjectNode document = JsonNodeFactory.instance.objectNode();
			document.put("kind", "APIGroup").put("apiVersion", "v1").put("name", group);
			putVersions(document, versions);
			documents.put("/apis/" + group, write(document));
			versions.forEach((version) -> documents.put("/apis/" + version, write(resources(version))));
		});
		documents.put("/apis", write(list));
		return documents;
	}

	private static List<GroupVersion> concat(List<GroupVersion> left, List<GroupVersion> right) {
		return Stream.concat(left.stream(), right.stream()).toList();
	}

	private static void putVersions(ObjectNode item, List<GroupVersion> versions) {
		ArrayNode all = item.putArray("versions");
		versions.forEach((version) -> put(all.addObject(), version));
		put(item.putObject("preferredVersion"), versions.get(0));
	}

	private static void put(ObjectNode item, GroupVersion version) {
		item.put("groupVersion", version.toString()).put("version", version.version());
	}

	private ObjectNode resources(GroupVersion version) {
		ObjectNode document = JsonNodeFactory.instance.objectNode();
		document.put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", version.toString());
		ArrayNode items = document.putArray("resources");
		for (ApiResources.Entry entry : ApiResources.of(definitions(this.registry, version))) {
			ResourceDefinition definition = entry.definition();
			boolean main = entry.subresource().isEmpty();
			ObjectNode item = items.addObject();
			item.put("name", entry.name());
			item.put("singularName", main ? definition.singular() : "");
			item.put("namespaced", definition.namespaced());
			if (entry.isForeign()) {
				item.put("group", entry.kind().group()).put("version", entry.kind().version());
			}
			item.put("kind", entry.kind().kind());
			putTexts(item, "verbs", entry.verbs());
			if (main) {
				if (!definition.shortNames().isEmpty()) {
					putTexts(item, "shortNames", definition.shortNames());
				}
				if (!definition.categories().isEmpty()) {
					putTexts(item, "categories", definition.categories());
				}
				if (definition.stored()) {
					item.put("storageVersionHash", definition.storageVersionHash());
				}
			}
		}
		return document;
	}

	static List<ResourceDefinition> definitions(ResourceRegistry registry, GroupVersion version) {
		return registry.all()
			.stream()
			.map(RegisteredResource::definition)
			.filter((definition) -> definition.resource().groupVersion().equals(version))
			.toList();
	}

	static void putTexts(ObjectNode item, String member, List<String> texts) {
		ArrayNode items = item.putArray(member);
		texts.forEach(items::add);
	}

	static byte[] write(ObjectNode document) {
		return TreeCodec.SHARED.mapper().writeValueAsBytes(document);
	}

}
