package io.kubespring.apiserver.doctor;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.doctor.Finding.Outcome;
import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.registration.ServiceReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each fault is found at its hop, and everything before it is well.
 */
class DoctorTests {

	private static final String API_SERVICE = "/apis/apiregistration.k8s.io/v1/apiservices"
			+ "?fieldSelector=metadata.name%3Dv1.shop.example.com";

	private static final String SERVICE = "/api/v1/namespaces/prod/services/front";

	private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/prod/endpointslices"
			+ "?labelSelector=kubernetes.io%2Fservice-name%3Dfront";

	private static final String DISCOVERY = "/apis/shop.example.com/v1";

	private static final String OPENAPI = "/openapi/v3/apis/shop.example.com/v1";

	private static final TestCertificates AUTHORITY = TestCertificates.authority("serving");

	private static final TestCertificates STRANGER = TestCertificates.authority("stranger");

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ScriptedCluster cluster = new ScriptedCluster();

	private final Instant now = Instant.now();

	private ClusterAnswer who = who(this.now);

	private List<PresentedCertificate> presented = own(AUTHORITY.server("front.prod.svc").issue());

	private boolean other;

	private String storeProblem = "";

	private String trustProblem = "";

	private List<X509Certificate> proxies = List.of(AUTHORITY.issue());

	private Patient.@Nullable Missing missing;

	DoctorTests() {
		apiService("prod", "front", 443, caBundle(AUTHORITY), "True", "Passed", "all checks passed");
		good(SERVICE, """
				{"spec": {"type": "ClusterIP", "selector": {"app": "shop"}, "ports": [{"name": "https", "port": 443}]}}
				""");
		slices("https", true);
		good(DISCOVERY, "{\"groupVersion\": \"shop.example.com/v1\"}");
		good(OPENAPI, "{\"paths\": {}}");
	}

	@Test
	void wholeWayIsWell() {
		assertThat(examine()).extracting(Finding::hop).containsExactly(Hop.values());
		assertThat(examine()).allMatch((finding) -> finding.outcome() == Outcome.WELL && finding.remedy().isEmpty());
	}

	@Test
	void clusterIsNotReached() {
		this.who = new ClusterAnswer(0, this.mapper.createObjectNode(), "POST /x: java.net.ConnectException: refused");
		assertBroken(Hop.CLUSTER, "ConnectException: refused", "egress");
	}

	@Test
	void credentialsAreRefused() {
		this.who = new ClusterAnswer(401, this.mapper.createObjectNode(), "POST /x: 401 Unauthorized");
		assertBroken(Hop.CLUSTER, "401 Unauthorized", "apiserver.cluster.kubeconfig");
	}

	@Test
	void clockIsWrong() {
		this.who = who(this.now.plus(Duration.ofMinutes(5)));
		assertBroken(Hop.CLOCK, "It is 300 s behind the cluster's.", "Synchronize");
		this.who = who(this.now.minus(Duration.ofMinutes(5)));
		assertBroken(Hop.CLOCK, "It is 300 s before the cluster's.", "Synchronize");
	}

	@Test
	void permissionIsMissing() {
		this.missing = new Patient.Missing("It may not list namespaces", "kind: ClusterRole");
		assertBroken(Hop.PERMISSIONS, "It may not list namespaces", "kubectl apply -f:\nkind: ClusterRole");
	}

	@Test
	void secondReplicaWaitsForTheStore() {
		this.storeProblem = "the Lease shop-store is held by shop-1 since noon";
		assertBroken(Hop.STORE, "This process waits: the Lease shop-store is held by shop-1 since noon.",
				"one replica with the strategy Recreate");
	}

	@Test
	void anotherProcessSpeaksForItselfAlone() {
		this.other = true;
		this.who = who(this.now.plus(Duration.ofMinutes(5)));
		assertThat(examine().subList(0, 2)).containsExactly(
				Finding.well(Hop.CLUSTER, "kube-apiserver", "You are system:serviceaccount:prod:shop."),
				Finding.unknown(Hop.CLOCK, "clock",
						"This machine's is 300 s behind the cluster's; the application's is not seen from here.",
						"Synchronize the clock of this machine, and ask again within a pod of the application."));
	}

	@Test
	void eachEndpointsCertificateIsExamined() {
		this.presented = List.of(
				PresentedCertificate.seen("10.0.0.1:8443", List.of(AUTHORITY.server("front.prod.svc").issue())),
				PresentedCertificate.unseen("10.0.0.2:8443", "java.net.SocketTimeoutException: Connect timed out"),
				PresentedCertificate.seen("10.0.0.3:8443", List.of(STRANGER.server("front.prod.svc").issue())));
		assertThat(examine()).filteredOn((finding) -> finding.hop() == Hop.CERTIFICATE).satisfiesExactly((first) -> {
			assertThat(first.outcome()).isEqualTo(Outcome.WELL);
			assertThat(first.subject()).isEqualTo("v1.shop.example.com at 10.0.0.1:8443");
		}, (second) -> {
			assertThat(second.outcome()).isEqualTo(Outcome.UNKNOWN);
			assertThat(second.seen())
				.isEqualTo("It is not reached from here: java.net.SocketTimeoutException: Connect timed out");
			assertThat(second.remedy()).contains("kubectl exec");
		}, (third) -> {
			assertThat(third.outcome()).isEqualTo(Outcome.BROKEN);
			assertThat(third.subject()).isEqualTo("v1.shop.example.com at 10.0.0.3:8443");
			assertThat(third.seen()).contains("issued by CN=stranger, and spec.caBundle has CN=serving");
		});
		this.presented = List.of();
		assertThat(examine()).contains(Finding.unknown(Hop.CERTIFICATE, "v1.shop.example.com",
				"There is no ready endpoint whose certificate is seen.", ""));
	}

	@Test
	void apiServiceIsMissing() {
		good(API_SERVICE, "{\"items\": []}");
		assertBroken(Hop.API_SERVICE, "There is no such APIService.", "apiserver.registration.enabled=true");
	}

	@Test
	void apiServiceIsTheClusters() {
		good(API_SERVICE, "{\"items\": [{\"spec\": {}}]}");
		assertBroken(Hop.API_SERVICE, "CustomResourceDefinition", "another group or version");
	}

	@Test
	void apiServiceLeadsElsewhere() {
		apiService("prod", "other", 443, caBundle(AUTHORITY), "True", "Passed", "");
		assertBroken(Hop.API_SERVICE, "It leads to prod/other:443 and not to prod/front:443.",
				"kubectl delete apiservice v1.shop.example.com");
		apiService("prod", "front", 8443, caBundle(AUTHORITY), "True", "Passed", "");
		assertBroken(Hop.API_SERVICE, "It leads to prod/front:8443", "apiserver.registration.service");
	}

	@Test
	void apiServiceCannotBeSeen() {
		this.cluster.failed(API_SERVICE, 403, "may not list apiservices");
		assertThat(examine()).filteredOn((finding) -> finding.hop() == Hop.API_SERVICE)
			.containsExactly(Finding.unknown(Hop.API_SERVICE, "v1.shop.example.com", "may not list apiservices",
					"Give the application the right to list apiservices of that name."));
	}

	@Test
	void serviceIsMissing() {
		this.cluster.failed(SERVICE, 404, "not found");
		assertBroken(Hop.SERVICE, "There is no such Service.", "--apiserver.print-manifests");
	}

	@Test
	void serviceHasAnotherPort() {
		good(SERVICE, "{\"spec\": {\"ports\": [{\"port\": 80}, {\"port\": 8443}]}}");
		assertBroken(Hop.SERVICE, "The Service has the ports [80, 8443] and not 443.",
				"apiserver.registration.service.namespace, .name and .port");
	}

	@Test
	void externalNameNeedsNoEndpoints() {
		good(SERVICE,
				"{\"spec\": {\"type\": \"ExternalName\", \"externalName\": \"desk\", \"ports\": [{\"port\": 443}]}}");
		this.cluster.missing(SLICES);
		assertThat(examine()).contains(Finding.well(Hop.ENDPOINTS, "prod/front:443", "It leads to desk."));
	}

	@Test
	void selectorSelectsNothing() {
		good(SLICES, "{\"items\": []}");
		assertBroken(Hop.ENDPOINTS, "No pod has the labels {\"app\":\"shop\"}.", "kubectl -n prod get pods");
	}

	@Test
	void targetPortHasAnotherName() {
		slices("http", true);
		assertBroken(Hop.ENDPOINTS, "No endpoint has the port \"https\".", "targetPort");
	}

	@Test
	void noPodIsReady() {
		slices("https", false);
		assertBroken(Hop.ENDPOINTS, "None of 1 endpoints is ready.", "kubectl -n prod describe pods");
	}

	@Test
	void certificateIsForAnotherName() {
		this.presented = own(AUTHORITY.server("front").issue());
		assertBroken(Hop.CERTIFICATE, "The serving certificate is for front and not for front.prod.svc.",
				"DNS name front.prod.svc");
	}

	@Test
	void certificateIsNotServed() {
		this.presented = own();
		assertBroken(Hop.CERTIFICATE, "No certificate is served.", "server.ssl");
	}

	@Test
	void certificateHasExpired() {
		this.presented = own(AUTHORITY.server("front.prod.svc")
			.valid(this.now.minus(Duration.ofDays(2)), this.now.minus(Duration.ofDays(1)))
			.issue());
		assertBroken(Hop.CERTIFICATE, "The serving certificate is good until", "Renew it");
	}

	@Test
	void certificateIsNotGoodYet() {
		this.presented = own(AUTHORITY.server("front.prod.svc")
			.valid(this.now.plus(Duration.ofDays(1)), this.now.plus(Duration.ofDays(2)))
			.issue());
		assertBroken(Hop.CERTIFICATE, "The serving certificate is good from", "clocks");
	}

	@Test
	void bundleIsAnotherAuthoritys() {
		apiService("prod", "front", 443, caBundle(STRANGER), "True", "Passed", "");
		assertBroken(Hop.CERTIFICATE, "issued by CN=serving, and spec.caBundle has CN=stranger",
				"apiserver.registration.ca-bundle");
	}

	@Test
	void bundleIsEmptyOrGarbage() {
		apiService("prod", "front", 443, "", "True", "Passed", "");
		assertBroken(Hop.CERTIFICATE, "spec.caBundle is empty", "apiserver.registration.ca-bundle");
		apiService("prod", "front", 443, "%%%", "True", "Passed", "");
		assertBroken(Hop.CERTIFICATE, "spec.caBundle cannot be read", "encoded in base64");
	}

	@Test
	void bundleMayHoldTheCertificateItself() {
		TestCertificates leaf = AUTHORITY.server("front.prod.svc");
		this.presented = own(leaf.issue());
		apiService("prod", "front", 443, caBundle(leaf), "True", "Passed", "");
		assertThat(examine()).allMatch((finding) -> finding.outcome() == Outcome.WELL);
	}

	@Test
	void frontProxyIsUnknown() {
		this.trustProblem = "the ConfigMap kube-system/extension-apiserver-authentication does not exist";
		assertBroken(Hop.FRONT_PROXY, "does not exist.", "--requestheader-client-ca-file");
		this.trustProblem = "";
		this.proxies = List.of();
		assertBroken(Hop.FRONT_PROXY, "No front proxy is known.", "--requestheader-client-ca-file");
	}

	@Test
	void frontProxyAuthorityHasExpired() {
		this.proxies = List.of(AUTHORITY.server("x")
			.valid(this.now.minus(Duration.ofDays(2)), this.now.minus(Duration.ofDays(1)))
			.issue());
		assertBroken(Hop.FRONT_PROXY, "have expired", "Rotate");
	}

	@Test
	void aggregatorSaysWhatItCannotDo() {
		Map<String, String> hints = Map.of("x509: certificate signed by unknown authority", "a mesh end TLS",
				"context deadline exceeded", "NetworkPolicy", "connect: connection refused", "compare targetPort",
				"bad status from https://x: 403", "system:discovery", "something else", "kubectl describe apiservice");
		hints.forEach((message, hint) -> {
			apiService("prod", "front", 443, caBundle(AUTHORITY), "False", "FailedDiscoveryCheck", message);
			assertBroken(Hop.AVAILABLE, "FailedDiscoveryCheck: " + message, hint);
		});
	}

	@Test
	void aggregatorHasNotLookedYet() {
		good(API_SERVICE, """
				{"items": [{"spec": {"service": {"namespace": "prod", "name": "front"}, "caBundle": "%s"}}]}
				""".formatted(caBundle(AUTHORITY)));
		assertThat(examine()).filteredOn((finding) -> finding.hop() == Hop.AVAILABLE)
			.extracting(Finding::outcome)
			.containsExactly(Outcome.UNKNOWN);
	}

	@Test
	void discoveryIsNotAnswered() {
		this.cluster.failed(DISCOVERY, 503, "GET " + DISCOVERY + ": 503 service unavailable");
		assertBroken(Hop.DISCOVERY, "503 service unavailable", "kubectl get --raw " + DISCOVERY);
	}

	@Test
	void schemaIsNotAnswered() {
		this.cluster.failed(OPENAPI, 404, "not found");
		assertBroken(Hop.OPENAPI, "not found", "takes up to a minute");
		good(OPENAPI, "{}");
		assertBroken(Hop.OPENAPI, "is answered by nothing", "kubectl get --raw");
	}

	private void assertBroken(Hop hop, String seen, String remedy) {
		List<Finding> findings = examine();
		Finding first = findings.stream()
			.filter((finding) -> finding.outcome() != Outcome.WELL)
			.findFirst()
			.orElseThrow(() -> new AssertionError(findings));
		assertThat(first.hop()).as(first.toString()).isEqualTo(hop);
		assertThat(first.outcome()).isEqualTo(Outcome.BROKEN);
		assertThat(first.seen()).contains(seen);
		assertThat(first.remedy()).contains(remedy);
	}

	private List<Finding> examine() {
		Patient patient = new Patient(List.of(new GroupVersion("shop.example.com", "v1")),
				new ServiceReference("prod", "front", 443), this.other, Mono.fromSupplier(() -> this.presented),
				() -> this.trustProblem, () -> this.proxies, Mono.justOrEmpty(this.missing),
				StoreExamination.own("shop-store", () -> this.storeProblem));
		List<Finding> findings = new ArrayList<>();
		StepVerifier
			.create(new Doctor(patient, this.cluster.says(this.who), Clock.fixed(this.now, ZoneOffset.UTC)).examine())
			.consumeNextWith(findings::addAll)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
		return findings;
	}

	private static List<PresentedCertificate> own(X509Certificate... chain) {
		return List.of(PresentedCertificate.own(List.of(chain)));
	}

	private ClusterAnswer who(Instant time) {
		ObjectNode review = JsonMapper.shared().createObjectNode();
		review.putObject("metadata").put("creationTimestamp", time.toString());
		review.putObject("status").putObject("userInfo").put("username", "system:serviceaccount:prod:shop");
		return new ClusterAnswer(201, review, "");
	}

	private void apiService(String namespace, String name, int port, String caBundle, String available, String reason,
			String message) {
		ObjectNode item = this.mapper.createObjectNode();
		item.putObject("spec")
			.put("caBundle", caBundle)
			.putObject("service")
			.put("namespace", namespace)
			.put("name", name)
			.put("port", port);
		item.putObject("status")
			.putArray("conditions")
			.addObject()
			.put("type", "Available")
			.put("status", available)
			.put("reason", reason)
			.put("message", message);
		ObjectNode list = this.mapper.createObjectNode();
		list.putArray("items").add(item);
		good(API_SERVICE, list.toString());
	}

	private void slices(String port, boolean ready) {
		good(SLICES, """
				{"items": [{"ports": [{"name": "%s", "port": 8443}],
				"endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": %s}}]}]}
				""".formatted(port, ready));
	}

	private void good(String path, String json) {
		this.cluster.good(path, json);
	}

	private static String caBundle(TestCertificates authority) {
		return Base64.getEncoder().encodeToString(authority.pem().getBytes());
	}

}
