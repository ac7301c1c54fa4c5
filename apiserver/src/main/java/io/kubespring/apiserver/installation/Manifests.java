package io.kubespring.apiserver.installation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.registration.ApiServiceRegistration;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceRegistry;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects that bring an application into its cluster, with the rights that it uses
 * and no more, as {@code kubectl apply} takes them.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Manifests {

	private Manifests() {
	}

	/**
	 * All objects, in the order in which they can be created.
	 * @param installation how the application is installed
	 * @param definitions what it serves
	 * @return a stream of YAML documents
	 */
	public static String all(Installation installation, List<ResourceDefinition> definitions) {
		List<ObjectNode> objects = new ArrayList<>();
		objects.add(KubernetesObjects.create("v1", "Namespace", installation.namespace(), null));
		objects.add(KubernetesObjects.create("v1", "ServiceAccount", installation.name(), installation.namespace()));
		Grants.of(installation, definitions).forEach((grant) -> objects.addAll(RbacObjects.of(installation, grant)));
		objects.addAll(UserRoles.of(installation.name(), definitions));
		objects.addAll(new Workload(installation).objects());
		objects.addAll(apiServices(installation, definitions));
		return yaml(objects);
	}

	/**
	 * The roles and bindings of some grants.
	 * @param installation how the application is installed
	 * @param grants the grants
	 * @param username who shall have them
	 * @return a stream of YAML documents
	 */
	public static String permissions(Installation installation, List<Grant> grants, String username) {
		return yaml(grants.stream()
			.flatMap((grant) -> RbacObjects.of(installation, grant, RbacObjects.subject(username)).stream())
			.toList());
	}

	/**
	 * They are complete when the application has applied them: it knows the authority of
	 * its certificate.
	 */
	private static List<ObjectNode> apiServices(Installation installation, List<ResourceDefinition> definitions) {
		return ApiServiceRegistration.objects(ResourceRegistry.groupVersions(definitions), installation.service());
	}

	private static String yaml(List<ObjectNode> objects) {
		StringBuilder text = new StringBuilder();
		for (ObjectNode object : objects) {
			text.append("---\n")
				.append(new String(TreeCodec.SHARED.yaml(TreeCodec.SHARED.write(object)), StandardCharsets.UTF_8));
		}
		return text.toString();
	}

}
