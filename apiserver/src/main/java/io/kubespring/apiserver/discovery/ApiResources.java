package io.kubespring.apiserver.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.registry.ConnectorDefinition;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.Verb;

/**
 * The resources and subresources of one group version as discovery names them.
 */
final class ApiResources {

	private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");

	static final GroupVersionKind SCALE = new GroupVersionKind("autoscaling", "v1", "Scale");

	private ApiResources() {
	}

	static List<Entry> of(List<ResourceDefinition> definitions) {
		List<Entry> entries = new ArrayList<>();
		for (ResourceDefinition definition : definitions) {
			String plural = definition.resource().resource();
			entries.add(new Entry(definition, plural, "", definition.kind(),
					definition.verbs().stream().map(Verb::text).sorted().toList()));
			if (definition.hasStatusSubresource()) {
				entries.add(new Entry(definition, plural + "/status", "status", definition.kind(), SUBRESOURCE_VERBS));
			}
			if (definition.scale() != null) {
				entries.add(new Entry(definition, plural + "/scale", "scale", SCALE, SUBRESOURCE_VERBS));
			}
			for (ConnectorDefinition connector : definition.connectors()) {
				entries.add(new Entry(definition, plural + "/" + connector.name(), connector.name(), definition.kind(),
						verbs(connector)));
			}
		}
		entries.sort(Comparator.comparing(Entry::name));
		return entries;
	}

	private static List<String> verbs(ConnectorDefinition connector) {
		TreeSet<String> verbs = new TreeSet<>();
		connector.methods().forEach((method) -> verbs.add(verb(method)));
		return List.copyOf(verbs);
	}

	private static String verb(String method) {
		return switch (method) {
			case "POST" -> "create";
			case "PUT" -> "update";
			default -> method.toLowerCase(Locale.ROOT);
		};
	}

	/**
	 * A resource or subresource.
	 *
	 * @param definition the resource
	 * @param name the plural name, with a slash and the subresource
	 * @param subresource the subresource, empty for the resource itself
	 * @param kind the kind that is served
	 * @param verbs the verbs in alphabetical order
	 */
	record Entry(ResourceDefinition definition, String name, String subresource, GroupVersionKind kind,
			List<String> verbs) {

		boolean isForeign() {
			return !this.kind.groupVersion().equals(this.definition.kind().groupVersion());
		}

	}

}
