package io.kubespring.apiserver.installation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.kubespring.apiserver.registry.ConnectorDefinition;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.request.RequestInfoParser;
import io.kubespring.apiserver.request.Verb;
import tools.jackson.databind.node.ObjectNode;

/**
 * ClusterRoles that the cluster's own roles {@code view}, {@code edit} and {@code admin}
 * take in, so that whoever has these may use the application's kinds as far.
 */
final class UserRoles {

	private static final String AGGREGATE = "rbac.authorization.k8s.io/aggregate-to-";

	private static final Set<Verb> READS = Set.of(Verb.GET, Verb.LIST, Verb.WATCH);

	private static final Comparator<ResourceDefinition> BY_NAME = Comparator
		.comparing((ResourceDefinition definition) -> definition.resource().group())
		.thenComparing((definition) -> definition.resource().resource());

	private UserRoles() {
	}

	static List<ObjectNode> of(String name, List<ResourceDefinition> definitions) {
		Set<PolicyRule> view = new LinkedHashSet<>();
		Set<PolicyRule> edit = new LinkedHashSet<>();
		for (ResourceDefinition definition : definitions.stream().sorted(BY_NAME).toList()) {
			add(view, definition, definition.resource().resource(), verbs(definition, true));
			add(edit, definition, definition.resource().resource(), verbs(definition, false));
			subresources(definition, view, edit);
		}
		List<ObjectNode> roles = new ArrayList<>();
		role(roles, name + "-view", view, "view", "edit", "admin");
		role(roles, name + "-edit", edit, "edit", "admin");
		return roles;
	}

	private static void subresources(ResourceDefinition definition, Set<PolicyRule> view, Set<PolicyRule> edit) {
		String resource = definition.resource().resource() + "/";
		if (definition.hasStatusSubresource()) {
			add(view, definition, resource + "status", List.of("get"));
		}
		if (definition.scale() != null) {
			add(view, definition, resource + "scale", List.of("get"));
			add(edit, definition, resource + "scale", List.of("update", "patch"));
		}
		for (ConnectorDefinition connector : definition.connectors()) {
			Set<String> verbs = connector.methods()
				.stream()
				.map(RequestInfoParser::verbOf)
				.filter((verb) -> !verb.isEmpty())
				.collect(Collectors.toCollection(LinkedHashSet::new));
			add(view, definition, resource + connector.name(), verbs.remove("get") ? List.of("get") : List.of());
			add(edit, definition, resource + connector.name(), List.copyOf(verbs));
		}
	}

	private static List<String> verbs(ResourceDefinition definition, boolean reads) {
		return definition.verbs().stream().filter((verb) -> READS.contains(verb) == reads).map(Verb::text).toList();
	}

	private static void add(Set<PolicyRule> rules, ResourceDefinition definition, String resource, List<String> verbs) {
		if (!verbs.isEmpty()) {
			rules.add(new PolicyRule(definition.resource().group(), List.of(resource), List.of(), verbs));
		}
	}

	private static void role(List<ObjectNode> roles, String name, Set<PolicyRule> rules, String... into) {
		if (!rules.isEmpty()) {
			ObjectNode role = RbacObjects.role("ClusterRole", name, null, List.copyOf(rules));
			ObjectNode labels = ((ObjectNode) role.path("metadata")).putObject("labels");
			for (String target : into) {
				labels.put(AGGREGATE + target, "true");
			}
			roles.add(role);
		}
	}

}
