package io.kubespring.conformance.harmless;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.kubespring.conformance.cluster.Kubectl;
import io.kubespring.conformance.cluster.TroubledCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the cluster serves itself, remembered while all is well: its resources, and the
 * parts of its OpenAPI documents.
 */
final class BuiltIns {

	private final TroubledCluster cluster;

	private final List<String> groups;

	private final Set<String> resources;

	private final Set<String> definitions;

	private final Set<String> paths;

	private final Set<String> documents;

	BuiltIns(TroubledCluster cluster, String... groups) {
		this.cluster = cluster;
		this.groups = List.of(groups);
		this.resources = own(resources(cluster.kubectl()).stdout().lines().toList());
		this.definitions = own(openApi("/openapi/v2", "definitions"));
		this.paths = own(openApi("/openapi/v2", "paths"));
		this.documents = own(openApi("/openapi/v3", "paths"));
		assertThat(this.resources).contains("pods", "deployments.apps", "configmaps");
		assertThat(this.definitions).contains("io.k8s.api.core.v1.Pod", "io.k8s.api.apps.v1.Deployment");
		assertThat(this.paths).contains("/api/v1/namespaces/{namespace}/pods/{name}");
		assertThat(this.documents).contains("api/v1", "apis/apps/v1");
	}

	private static Kubectl.Result resources(Kubectl kubectl) {
		return kubectl.run("api-resources", "-o", "name");
	}

	/**
	 * Schemas of extensions have the names of their groups reversed, or are renamed.
	 */
	private Set<String> own(Collection<String> names) {
		return names.stream()
			.filter((name) -> this.groups.stream().noneMatch(name::contains))
			.filter((name) -> !name.startsWith("com.example.") && !name.contains("_v"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * The schemas that documents of single group versions have, which nobody merged.
	 */
	Set<String> schemasOfTheirOwn() {
		return this.documents.stream()
			.flatMap((path) -> this.cluster.openApi("/openapi/v3/" + path)
				.path("components")
				.path("schemas")
				.propertyNames()
				.stream())
			.collect(Collectors.toSet());
	}

	/**
	 * The members of a part of the cluster's merged document.
	 */
	Collection<String> openApi(String document, String part) {
		return this.cluster.openApi(document).path(part).propertyNames();
	}

	/**
	 * Everything of the cluster's own is still served.
	 * @return what kubectl says of the rest
	 */
	String assertServed() {
		Kubectl.Result known = resources(this.cluster.kubectl());
		assertThat(known.stdout().lines()).containsAll(this.resources);
		assertThat(openApi("/openapi/v2", "definitions")).containsAll(this.definitions);
		assertThat(openApi("/openapi/v2", "paths")).containsAll(this.paths);
		assertThat(openApi("/openapi/v3", "paths")).containsAll(this.documents);
		return known.code() + " " + known.stderr();
	}

}
