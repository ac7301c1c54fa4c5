package io.kubespring.conformance.registration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's APIService goes first, and what another has taken stays its. Numbers
 * are those of the cases in the reference on trust.
 */
class UninstallStoryTests {

	private static final String API_SERVICE = "v1alpha1.wardle.example.com";

	private static final String CRD = "fischers.wardle.example.com";

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	@AfterEach
	void registerAgain() {
		this.kubectl.run("delete", "crd", CRD);
		this.cluster.wardle().stop();
		this.cluster.wardle().startAgain();
		this.cluster.awaitAvailable(API_SERVICE);
	}

	@Test
	void cases153And154RegistrationGoesWhileServerRunsAndIsNotTakenFromACustomResource() throws Exception {
		assertThat(unregister()).isEqualTo("apiservice.apiregistration.k8s.io/" + API_SERVICE + " removed\n"
				+ "Now the Service and what is behind it can go\n");
		assertThat(this.kubectl.run("get", "apiservice", API_SERVICE).stderr()).contains("not found");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.kubectl.run("api-resources", "--cached=false"), (resources) -> resources.code() == 0
					&& !resources.stdout().contains("wardle.example.com/v1alpha1"));
		assertThat(this.cluster.wardle().tail()).contains("APIService " + API_SERVICE + " is UNREGISTERED");
		this.kubectl.apply("""
				apiVersion: apiextensions.k8s.io/v1
				kind: CustomResourceDefinition
				metadata: {name: %s}
				spec:
				  group: wardle.example.com
				  scope: Cluster
				  names: {plural: fischers, singular: fischer, kind: Fischer, listKind: FischerList}
				  versions:
				  - name: v1alpha1
				    served: true
				    storage: true
				    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
				""".formatted(CRD));
		this.cluster.awaitAvailable(API_SERVICE);
		this.cluster.wardle().stop();
		this.cluster.wardle().startAgain();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.cluster.wardle().tail(), (log) -> log.contains("APIService " + API_SERVICE
					+ " is REFUSED: APIService " + API_SERVICE + " is served by the cluster itself"));
		assertThat(this.kubectl.out("get", "apiservice", API_SERVICE, "--no-headers"))
			.matches("v1alpha1\\.wardle\\.example\\.com +Local +True +\\S+\n");
	}

	private String unregister() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar",
				this.cluster.root().resolve("conformance/wardle/target/kubespring-wardle.jar").toString(),
				"--spring.main.banner-mode=off", "--logging.level.root=off", "--apiserver.unregister",
				"--apiserver.cluster.kubeconfig=" + this.cluster.kubeconfig(),
				"--apiserver.registration.service.namespace=wardle", "--apiserver.registration.service.name=api")
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
		return output;
	}

}
