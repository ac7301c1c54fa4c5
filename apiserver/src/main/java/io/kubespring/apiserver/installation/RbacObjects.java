package io.kubespring.apiserver.installation;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The roles and bindings that give an application its rights.
 */
final class RbacObjects {

	private static final String GROUP = "rbac.authorization.k8s.io";

	private static final String API_VERSION = GROUP + "/v1";

	private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

	private static final int SERVICE_ACCOUNT_PARTS = 4;

	private RbacObjects() {
	}

	/**
	 * The objects of a grant: a role unless every cluster has it, and its binding. An
	 * existing role of one namespace is bound there, one of the cluster everywhere.
	 */
	static List<ObjectNode> of(Installation installation, Grant grant) {
		return of(installation, grant, serviceAccount(installation.namespace(), installation.name()));
	}

	static List<ObjectNode> of(Installation installation, Grant grant, ObjectNode subject) {
		String name = installation.name() + "-" + grant.name();
		String kind = (grant.namespace() != null) ? "Role" : "ClusterRole";
		List<ObjectNode> objects = new ArrayList<>();
		if (grant.existingRole() == null) {
			objects.add(role(kind, name, grant.namespace(), grant.rules()));
		}
		String role = (grant.existingRole() != null) ? grant.existingRole() : name;
		objects.add(binding(kind, role, name, grant.namespace(), subject));
		return objects;
	}

	static ObjectNode role(String kind, String name, @Nullable String namespace, List<PolicyRule> rules) {
		ObjectNode role = KubernetesObjects.create(API_VERSION, kind, name, namespace);
		rules.forEach((rule) -> role.withArray("rules").add(rule.toJson()));
		return role;
	}

	private static ObjectNode binding(String roleKind, String role, String name, @Nullable String namespace,
			ObjectNode subject) {
		ObjectNode binding = KubernetesObjects.create(API_VERSION, roleKind + "Binding", name, namespace);
		binding.putObject("roleRef").put("apiGroup", GROUP).put("kind", roleKind).put("name", role);
		binding.putArray("subjects").add(subject);
		return binding;
	}

	/**
	 * The subject that a user name stands for.
	 */
	static ObjectNode subject(String username) {
		String[] parts = username.split(":");
		return (username.startsWith(SERVICE_ACCOUNT) && parts.length == SERVICE_ACCOUNT_PARTS)
				? serviceAccount(parts[2], parts[3])
				: JsonNodeFactory.instance.objectNode()
					.put("apiGroup", GROUP)
					.put("kind", "User")
					.put("name", username);
	}

	private static ObjectNode serviceAccount(String namespace, String name) {
		return JsonNodeFactory.instance.objectNode()
			.put("kind", "ServiceAccount")
			.put("name", name)
			.put("namespace", namespace);
	}

}
