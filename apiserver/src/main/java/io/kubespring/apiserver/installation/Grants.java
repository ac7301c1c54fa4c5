package io.kubespring.apiserver.installation;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.registration.ApiServiceName;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceRegistry;
import io.kubespring.apiserver.request.Verb;

/**
 * The rights that an application uses, and no more. Whatever of the server speaks to the
 * cluster has its line here.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Grants {

	private Grants() {
	}

	/**
	 * The rights an application needs.
	 * @param installation how it is installed
	 * @param definitions what it serves
	 * @return the rights, by feature
	 */
	public static List<Grant> of(Installation installation, List<ResourceDefinition> definitions) {
		List<Grant> grants = new ArrayList<>();
		Installation.Needs needs = installation.needs();
		if (needs.trust()) {
			grants.add(trust());
		}
		grants.add(new Grant("auth-delegator",
				"Asks the cluster whose a token is, and whether a caller may do what it asks.", null,
				"system:auth-delegator", List.of(PolicyRule.of("authentication.k8s.io", "tokenreviews", "create"),
						PolicyRule.of("authorization.k8s.io", "subjectaccessreviews", "create")),
				true));
		if (needs.registration()) {
			grants.add(new Grant("registration", "Keeps its own APIServices as they should be.", null, null,
					List.of(PolicyRule.of("apiregistration.k8s.io", "apiservices", "list", "watch", "create", "patch")
						.named(ResourceRegistry.groupVersions(definitions).stream().map(ApiServiceName::of).toList())),
					true));
		}
		if (definitions.stream().anyMatch(Grants::createsInNamespaces)) {
			grants.add(new Grant("namespaces", "Creates objects only in namespaces that exist and stay.", null, null,
					List.of(PolicyRule.of("", "namespaces", "get", "list", "watch")), true));
		}
		String lease = needs.storeLease();
		if (lease != null) {
			grants.add(new Grant("store-lease", "Sees to it that one instance serves the memory store.",
					installation.namespace(), null,
					List.of(PolicyRule.of("coordination.k8s.io", "leases", "create"),
							PolicyRule.of("coordination.k8s.io", "leases", "get", "update").named(List.of(lease))),
					true));
		}
		if (needs.certificate() == Installation.Certificate.SECRET) {
			grants.add(secret(installation));
		}
		if (needs.certificate() == Installation.Certificate.CSR) {
			grants.add(new Grant("certificate", "Asks for its serving certificate.", null, null,
					List.of(PolicyRule.of("certificates.k8s.io", "certificatesigningrequests", "create", "get")),
					true));
		}
		if (needs.laptop()) {
			grants.addAll(laptop(installation, definitions));
		}
		grants.add(doctor(installation));
		return grants;
	}

	private static Grant trust() {
		return new Grant("authentication-reader",
				"Reads whom the cluster trusts, client and front-proxy authorities, and follows them.", "kube-system",
				"extension-apiserver-authentication-reader", List.of(PolicyRule.of("", "configmaps", "list", "watch")
					.named(List.of("extension-apiserver-authentication"))),
				true);
	}

	private static Grant secret(Installation installation) {
		List<String> names = List.of(installation.needs().secret());
		return new Grant("certificate", "Shares its serving certificate with all replicas.", installation.namespace(),
				null, List.of(PolicyRule.of("", "secrets", "create"),
						PolicyRule.of("", "secrets", "get", "list", "watch", "patch").named(names)),
				true);
	}

	/**
	 * The Lease is named after the Service, so that there is one process behind it.
	 */
	private static List<Grant> laptop(Installation installation, List<ResourceDefinition> definitions) {
		List<String> names = List.of(installation.service().name());
		Grant service = new Grant("laptop", "Makes the Service that leads out of the cluster, and removes it.",
				installation.namespace(), null,
				List.of(PolicyRule.of("", "services", "create"),
						PolicyRule.of("", "services", "get", "delete").named(names),
						PolicyRule.of("discovery.k8s.io", "endpointslices", "create"),
						PolicyRule.of("discovery.k8s.io", "endpointslices", "get", "delete").named(names),
						PolicyRule.of("coordination.k8s.io", "leases", "delete").named(names)),
				true);
		Grant apiServices = new Grant("laptop-registration", "Removes its APIServices when it ends.", null, null, List
			.of(PolicyRule.of("apiregistration.k8s.io", "apiservices", "list"),
					PolicyRule.of("apiregistration.k8s.io", "apiservices", "delete")
						.named(ResourceRegistry.groupVersions(definitions).stream().map(ApiServiceName::of).toList())),
				true);
		return List.of(service, apiServices);
	}

	private static Grant doctor(Installation installation) {
		return new Grant("doctor", "Looks at its own Service when it is asked what is wrong.", installation.namespace(),
				null, List.of(PolicyRule.of("", "services", "get").named(List.of(installation.service().name())),
						PolicyRule.of("discovery.k8s.io", "endpointslices", "list")),
				false);
	}

	private static boolean createsInNamespaces(ResourceDefinition definition) {
		return definition.namespaced() && definition.verbs().contains(Verb.CREATE);
	}

}
