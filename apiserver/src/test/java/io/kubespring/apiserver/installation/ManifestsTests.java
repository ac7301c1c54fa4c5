package io.kubespring.apiserver.installation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.installation.Installation.Certificate;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.ScaleSubresource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.web.server.WebHandler;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestsTests {

	private static final Installation SINGLE = installation("shop-store");

	private static final Installation MANY = installation((String) null);

	private static final List<ResourceDefinition> ALL = new ResourceDefinitionFactory(List.of(new Slip()))
		.createAll(List.of(new Orders(), new Vehicles()));

	private static Installation installation(@Nullable String lease) {
		return installation(new Installation.Needs(true, true, lease, Certificate.SECRET, "front-serving"));
	}

	private static Installation installation(Installation.Needs needs) {
		return new Installation("shop", new ServiceReference("prod", "front", 8443), needs, "shop:1", 9443);
	}

	@Test
	void certificateOfSomebodyElseIsMounted() {
		Map<String, JsonNode> objects = objects(
				installation(new Installation.Needs(false, true, null, Certificate.FILES, "front-tls")), ALL);
		assertThat(objects.keySet())
			.noneMatch((name) -> name.contains("certificate") || name.contains("authentication-reader"));
		JsonNode pod = objects.get("Deployment prod/shop").at("/spec/template/spec");
		assertThat(pod.at("/volumes/1/secret")).hasToString("{\"defaultMode\":288,\"secretName\":\"front-tls\"}");
		assertThat(pod.at("/containers/0/volumeMounts/1")).hasToString("""
				{"mountPath":"/tls","name":"tls","readOnly":true}""");
		assertThat(pod.at("/containers/0/args").toString()).contains("--server.ssl.certificate=/tls/tls.crt")
			.contains("--apiserver.registration.ca-bundle=/tls/ca.crt")
			.doesNotContain("--apiserver.certificate.mode");
	}

	@Test
	void certificateIsRequestedWithoutVolumes() {
		Map<String, JsonNode> objects = objects(
				installation(new Installation.Needs(true, true, null, Certificate.CSR, "x")), ALL);
		assertThat(objects.get("ClusterRole shop-certificate").path("rules")).hasToString("""
				[{"apiGroups":["certificates.k8s.io"],"resources":["certificatesigningrequests"],\
				"verbs":["create","get"]}]""");
		JsonNode pod = objects.get("Deployment prod/shop").at("/spec/template/spec");
		assertThat(pod.path("volumes")).hasToString("[{\"emptyDir\":{},\"name\":\"tmp\"}]");
		assertThat(pod.at("/containers/0/args").toString()).contains("--apiserver.certificate.mode=csr");
		assertThat(pod.at("/containers/0/env")).hasToString("""
				[{"name":"JAVA_TOOL_OPTIONS","value":"-XX:+ExitOnOutOfMemoryError"}]""");
	}

	@Test
	void objectsComeInTheOrderInWhichTheyCanBeCreated() {
		assertThat(objects(SINGLE, ALL).keySet()).containsExactly("Namespace prod", "ServiceAccount prod/shop",
				"RoleBinding kube-system/shop-authentication-reader", "ClusterRoleBinding shop-auth-delegator",
				"ClusterRole shop-registration", "ClusterRoleBinding shop-registration", "ClusterRole shop-namespaces",
				"ClusterRoleBinding shop-namespaces", "Role prod/shop-store-lease", "RoleBinding prod/shop-store-lease",
				"Role prod/shop-certificate", "RoleBinding prod/shop-certificate", "Role prod/shop-doctor",
				"RoleBinding prod/shop-doctor", "ClusterRole shop-view", "ClusterRole shop-edit",
				"Deployment prod/shop", "Service prod/front", "PodDisruptionBudget prod/shop",
				"NetworkPolicy prod/shop", "APIService v1.fleet.example.com", "APIService v1.shop.example.com");
	}

	@Test
	void rightsAreThoseThatAreUsed() {
		assertThat(rules(objects(SINGLE, ALL)).entrySet()).containsExactly(Map.entry("shop-registration", List.of("""
				{"apiGroups":["apiregistration.k8s.io"],"resourceNames":["v1.fleet.example.com",\
				"v1.shop.example.com"],"resources":["apiservices"],"verbs":["list","watch","create","patch"]}""")),
				Map.entry("shop-namespaces", List.of("""
						{"apiGroups":[""],"resources":["namespaces"],"verbs":["get","list","watch"]}""")),
				Map.entry("shop-store-lease", List.of("""
						{"apiGroups":["coordination.k8s.io"],"resources":["leases"],"verbs":["create"]}""", """
						{"apiGroups":["coordination.k8s.io"],"resourceNames":["shop-store"],\
						"resources":["leases"],"verbs":["get","update"]}""")), Map.entry("shop-certificate", List.of("""
						{"apiGroups":[""],"resources":["secrets"],"verbs":["create"]}""", """
						{"apiGroups":[""],"resourceNames":["front-serving"],"resources":["secrets"],\
						"verbs":["get","list","watch","patch"]}""")), Map.entry("shop-doctor", List.of("""
						{"apiGroups":[""],"resourceNames":["front"],"resources":["services"],"verbs":["get"]}""", """
						{"apiGroups":["discovery.k8s.io"],"resources":["endpointslices"],"verbs":["list"]}""")),
				Map.entry("shop-view", List.of("""
						{"apiGroups":["fleet.example.com"],"resources":["vehicles"],"verbs":["list"]}""", """
						{"apiGroups":["shop.example.com"],"resources":["orders"],"verbs":["get","list","watch"]}""", """
						{"apiGroups":["shop.example.com"],"resources":["orders/status"],"verbs":["get"]}""", """
						{"apiGroups":["shop.example.com"],"resources":["orders/scale"],"verbs":["get"]}""", """
						{"apiGroups":["shop.example.com"],"resources":["orders/slip"],"verbs":["get"]}""")),
				Map.entry("shop-edit", List.of("""
						{"apiGroups":["shop.example.com"],"resources":["orders"],\
						"verbs":["create","delete","deletecollection","patch","update"]}""", """
						{"apiGroups":["shop.example.com"],"resources":["orders/scale"],"verbs":["update","patch"]}""",
						"""
								{"apiGroups":["shop.example.com"],"resources":["orders/slip"],"verbs":["create"]}""")));
	}

	@Test
	void whatIsNotDoneNeedsNoRight() {
		Map<String, JsonNode> objects = objects(MANY,
				new ResourceDefinitionFactory(List.of()).createAll(List.of(new Vehicles())));
		assertThat(objects.keySet()).noneMatch((name) -> name.contains("lease") || name.contains("namespaces"))
			.doesNotContain("ClusterRole shop-edit");
	}

	@Test
	void rolesOfUsersAreTakenInByTheClusters() {
		Map<String, JsonNode> objects = objects(SINGLE, ALL);
		String prefix = "rbac.authorization.k8s.io/aggregate-to-";
		assertThat(objects.get("ClusterRole shop-view").at("/metadata/labels").propertyNames())
			.containsExactlyInAnyOrder(prefix + "view", prefix + "edit", prefix + "admin");
		assertThat(objects.get("ClusterRole shop-edit").at("/metadata/labels").propertyNames())
			.containsExactlyInAnyOrder(prefix + "edit", prefix + "admin");
	}

	@Test
	void bindingsLeadToTheServiceAccount() {
		JsonNode reader = objects(SINGLE, ALL).get("RoleBinding kube-system/shop-authentication-reader");
		assertThat(reader.path("roleRef")).hasToString("""
				{"apiGroup":"rbac.authorization.k8s.io","kind":"Role",\
				"name":"extension-apiserver-authentication-reader"}""");
		assertThat(reader.path("subjects")).hasToString("""
				[{"kind":"ServiceAccount","name":"shop","namespace":"prod"}]""");
	}

	@Test
	void missingRightsAreBoundToWhoeverAsked() {
		List<Grant> grants = Grants.of(SINGLE, ALL).subList(1, 2);
		assertThat(Manifests.permissions(SINGLE, grants, "system:serviceaccount:elsewhere:somebody"))
			.contains("name: system:auth-delegator")
			.contains("- kind: ServiceAccount\n  name: somebody\n  namespace: elsewhere\n");
		assertThat(Manifests.permissions(SINGLE, grants, "jane:doe"))
			.contains("- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: jane:doe\n");
	}

	@Test
	void memoryStoreHasOneReplicaAndOthersMore() {
		JsonNode single = objects(SINGLE, ALL).get("Deployment prod/shop").path("spec");
		assertThat(single.path("replicas")).hasToString("1");
		assertThat(single.path("strategy")).hasToString("{\"type\":\"Recreate\"}");
		JsonNode many = objects(MANY, ALL).get("Deployment prod/shop").path("spec");
		assertThat(many.path("replicas")).hasToString("2");
		assertThat(many.path("strategy")).hasToString("""
				{"rollingUpdate":{"maxUnavailable":0},"type":"RollingUpdate"}""");
		assertThat(many.at("/template/spec/topologySpreadConstraints/0/topologyKey").stringValue())
			.isEqualTo("kubernetes.io/hostname");
		assertThat(many.at("/template/spec/containers/0/args").toString()).contains("--apiserver.shutdown.delay=10s");
	}

	@Test
	void podIsReachedAndRestricted() {
		Map<String, JsonNode> objects = objects(SINGLE, ALL);
		JsonNode pod = objects.get("Deployment prod/shop").at("/spec/template/spec");
		assertThat(pod.at("/containers/0/image").stringValue()).isEqualTo("shop:1");
		assertThat(pod.at("/containers/0/ports")).hasToString("[{\"containerPort\":9443,\"name\":\"https\"}]");
		assertThat(pod.at("/containers/0/args").toString()).contains("--apiserver.registration.service.namespace=prod")
			.contains("--apiserver.registration.service.name=front")
			.contains("--apiserver.registration.service.port=8443");
		assertThat(pod.at("/containers/0/securityContext")).hasToString("""
				{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"readOnlyRootFilesystem":true}""");
		assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
		assertThat(objects.get("Service prod/front").at("/spec/ports")).hasToString("""
				[{"appProtocol":"https","name":"https","port":8443,"targetPort":"https"}]""");
		assertThat(objects.get("APIService v1.shop.example.com").at("/spec/service")).hasToString("""
				{"name":"front","namespace":"prod","port":8443}""");
	}

	private static Map<String, JsonNode> objects(Installation installation, List<ResourceDefinition> definitions) {
		Map<String, JsonNode> objects = new LinkedHashMap<>();
		for (String document : Manifests.all(installation, definitions).split("(?m)^---\n")) {
			if (!document.isEmpty()) {
				JsonNode object = TreeCodec.SHARED.readYaml(document.getBytes());
				String namespace = object.at("/metadata/namespace").asString("");
				objects.put(object.path("kind").stringValue() + " " + (namespace.isEmpty() ? "" : namespace + "/")
						+ object.at("/metadata/name").stringValue(), object);
			}
		}
		return objects;
	}

	private static Map<String, List<String>> rules(Map<String, JsonNode> objects) {
		Map<String, List<String>> rules = new LinkedHashMap<>();
		objects.forEach((name, object) -> {
			List<String> found = new ArrayList<>();
			object.path("rules").forEach((rule) -> found.add(rule.toString()));
			if (!found.isEmpty()) {
				rules.put(object.at("/metadata/name").stringValue(), found);
			}
		});
		return rules;
	}

	static class Order extends ApiObject<Replicas, Replicas> {

	}

	record Replicas(int replicas) {

	}

	static class Vehicle extends ApiObject<Integer, Void> {

	}

	@ApiResource(group = "shop.example.com", version = "v1")
	@StatusSubresource
	@ScaleSubresource
	static class Orders implements StoredResource<Order> {

	}

	@ApiSubresource(of = Orders.class, name = "slip", methods = { "GET", "POST" })
	static class Slip implements Connector<Order> {

		@Override
		public WebHandler connect(Order object, RequestContext context) {
			return (exchange) -> Mono.empty();
		}

	}

	@ApiResource(group = "fleet.example.com", version = "v1", scope = Scope.CLUSTER)
	static class Vehicles implements Lister<Vehicle> {

		@Override
		public ObjectList<Vehicle> list(ListOptions options, RequestContext context) {
			return ObjectList.of(List.of());
		}

	}

}
