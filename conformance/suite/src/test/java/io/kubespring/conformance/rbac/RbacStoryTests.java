package io.kubespring.conformance.rbac;

import java.util.Map;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RbacStoryTests {

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	@Test
	void rbacAllowsAndDeniesAServiceAccount() {
		this.kubectl.apply("""
				apiVersion: v1
				kind: Namespace
				metadata: {name: rbac}
				---
				apiVersion: v1
				kind: ServiceAccount
				metadata: {name: reader, namespace: rbac}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: Role
				metadata: {name: reader, namespace: rbac}
				rules:
				- {apiGroups: [demo.example.com], resources: [widgets], verbs: [get, list, watch]}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: RoleBinding
				metadata: {name: reader, namespace: rbac}
				roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
				subjects: [{kind: ServiceAccount, name: reader, namespace: rbac}]
				""");
		String reader = "system:serviceaccount:rbac:reader";
		assertThat(this.kubectl.run("auth", "can-i", "list", "widgets.demo.example.com", "-n", "rbac", "--as", reader)
			.stdout()).isEqualTo("yes\n");
		assertThat(this.kubectl.run("auth", "can-i", "create", "widgets.demo.example.com", "-n", "rbac", "--as", reader)
			.stdout()).isEqualTo("no\n");
		assertThat(this.kubectl.run("get", "widgets.demo.example.com", "-n", "rbac", "--as", reader).stderr())
			.isEqualTo("No resources found in rbac namespace.\n");
		assertThat(this.kubectl.run("get", "widgets.demo.example.com", "-n", "default", "--as", reader).stderr())
			.isEqualTo("Error from server (Forbidden): widgets.demo.example.com is forbidden: User \"" + reader
					+ "\" cannot list resource \"widgets\" in API group \"demo.example.com\" in the namespace \"default\"\n");
	}

	@Test
	void serverItselfAsksTheClusterAboutWhoeverTheProxyNames() {
		var answer = this.cluster.demo()
			.clientAs("stranger", "nobody")
			.send("GET", "/apis/demo.example.com/v1/namespaces/default/widgets", "", Map.of());
		assertThat(answer.code()).isEqualTo(403);
		assertThat(answer.body()).contains("widgets.demo.example.com is forbidden: User \\\"stranger\\\" cannot list"
				+ " resource \\\"widgets\\\" in API group \\\"demo.example.com\\\" in the namespace \\\"default\\\"");
		assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
	}

}
