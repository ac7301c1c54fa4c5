package io.kubespring.conformance.wire;

import java.util.List;

import io.kubespring.conformance.cluster.Kubectl;

/**
 * The table of all topics.
 */
final class Topics {

	private Topics() {
	}

	static List<Topic> all() {
		return List.of(Topic.ofCustomResource("core", CoreScenarios.scenarios(), CoreScenarios.NAMESPACE).overHttp2(),
				Topic.ofCustomResource("lists", ListScenarios.scenarios(), ListScenarios.NAMESPACE,
						ListScenarios.OTHER_NAMESPACE),
				Topic.ofCustomResource("deletion", DeletionScenarios.scenarios(), DeletionScenarios.NAMESPACE),
				Topic.ofCustomResource("namespaces", NamespaceLifecycleScenarios.scenarios()),
				Topic.ofCustomResource("scale", StatusScaleScenarios.scenarios(), StatusScaleScenarios.NAMESPACE),
				Topic.ofCustomResource("negotiation", NegotiationScenarios.scenarios(), NegotiationScenarios.NAMESPACE),
				Topic.ofCustomResource("compression", CompressionScenarios.scenarios(), CompressionScenarios.NAMESPACE),
				Topic.ofSampleApiServer("documents", NegotiationScenarios.documents()),
				Topic.ofCustomResource("timeout", TimeoutScenarios.scenarios(), TimeoutScenarios.NAMESPACE),
				Topic.ofCustomResource("create-bodies", CreateBodyScenarios.scenarios(), CreateBodyScenarios.NAMESPACE),
				Topic.ofCustomResource("metadata", MetadataScenarios.scenarios(), MetadataScenarios.NAMESPACE),
				Topic.ofCustomResource("yaml", YamlScenarios.scenarios(), YamlScenarios.NAMESPACE),
				Topic.ofCustomResource("patches", PatchScenarios.scenarios(), PatchScenarios.NAMESPACE),
				Topic.ofCustomResource("write-options", WriteOptionScenarios.scenarios(),
						WriteOptionScenarios.NAMESPACE),
				Topic.ofSampleApiServer("health",
						HealthScenarios.scenarios().stream().map(Scenario::directly).toList()),
				Topic.ofCustomResource("tables", TableScenarios.scenarios(), TableScenarios.NAMESPACE),
				Topic.ofCustomResource("paths", PathScenarios.ofCustomResource(), PathScenarios.NAMESPACE),
				Topic.ofSampleApiServer("generic-paths", PathScenarios.ofSampleApiServer(), PathScenarios.NAMESPACE),
				Topic.ofCustomResource("discovery", DiscoveryScenarios.ofCustomResource()),
				Topic.ofSampleApiServer("generic-discovery", DiscoveryScenarios.ofSampleApiServer()),
				Topic.ofCustomResource("watch", WatchScenarios.scenarios(), WatchScenarios.NAMESPACE).overHttp2(),
				Topic.ofCustomResource("watch-options", WatchOptionScenarios.scenarios(),
						WatchOptionScenarios.NAMESPACE),
				Topic.ofSampleApiServer("generic-connect", ConnectScenarios.scenarios(), ConnectScenarios.NAMESPACE),
				Topic.ofSampleApiServer("generic", GenericServerScenarios.scenarios(), GenericServerScenarios.NAMESPACE)
					.overHttp2(),
				Topic
					.ofSampleApiServer("generic-older", GenericServerScenarios.scenarios(),
							GenericServerScenarios.NAMESPACE)
					.inVersion("v1alpha1"),
				Topic.ofSampleApiServer("versions", FlunderScenarios.scenarios(), FlunderScenarios.NAMESPACE));
	}

	/**
	 * Make what the topics need to be there.
	 */
	static void prepare(Kubectl kubectl) {
		NamespaceLifecycleScenarios.prepare(kubectl);
		all().stream()
			.flatMap((topic) -> topic.namespaces().stream())
			.distinct()
			.forEach((namespace) -> kubectl
				.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}"));
	}

}
