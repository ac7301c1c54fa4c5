package io.kubespring.apiserver.installation;

import java.util.List;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule of a Role or ClusterRole.
 *
 * @param apiGroup the group, empty for the core group
 * @param resources the resources, subresources behind a slash
 * @param resourceNames the names it is limited to, empty for all
 * @param verbs the verbs
 * @author The kubespring authors
 * @since 0.1.0
 */
public record PolicyRule(String apiGroup, List<String> resources, List<String> resourceNames, List<String> verbs) {

	public PolicyRule {
		resources = List.copyOf(resources);
		resourceNames = List.copyOf(resourceNames);
		verbs = List.copyOf(verbs);
	}

	static PolicyRule of(String apiGroup, String resource, String... verbs) {
		return new PolicyRule(apiGroup, List.of(resource), List.of(), List.of(verbs));
	}

	PolicyRule named(List<String> names) {
		return new PolicyRule(this.apiGroup, this.resources, names, this.verbs);
	}

	ObjectNode toJson() {
		ObjectNode rule = JsonNodeFactory.instance.objectNode();
		rule.putArray("apiGroups").add(this.apiGroup);
		add(rule.putArray("resources"), this.resources);
		if (!this.resourceNames.isEmpty()) {
			add(rule.putArray("resourceNames"), this.resourceNames);
		}
		add(rule.putArray("verbs"), this.verbs);
		return rule;
	}

	private static void add(ArrayNode array, List<String> texts) {
		texts.forEach(array::add);
	}

}
