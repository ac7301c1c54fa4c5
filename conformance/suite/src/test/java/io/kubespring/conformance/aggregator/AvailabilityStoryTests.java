package io.kubespring.conformance.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.AggregatorCluster;
import io.kubespring.conformance.cluster.Kubectl;
import io.kubespring.conformance.cluster.KubernetesRelease;
import io.kubespring.conformance.cluster.RawClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What makes the aggregator think that a server is not there, and that ours does nothing
 * of the kind.
 */
@ParameterizedClass
@EnumSource(KubernetesRelease.class)
class AvailabilityStoryTests {

	private static final String PROBED = "/apis/wardle.example.com/v1alpha1";

	private static final String FISCHERS = PROBED + "/fischers";

	private static final String WIDGETS = "/apis/demo.example.com/v1/widgets";

	private final KubernetesRelease release;

	private final AggregatorCluster cluster;

	private final Kubectl kubectl;

	AvailabilityStoryTests(KubernetesRelease release) {
		this.release = release;
		this.cluster = AggregatorCluster.of(release);
		this.kubectl = this.cluster.kubectl();
	}

	/**
	 * An old aggregator does not look at certificates when it looks whether a server is
	 * there, only when it sends requests. The doctor names the fault either way.
	 */
	@Test
	void case155CertificateForAnotherNameIsFoundOut() {
		String fault = "x509: certificate is valid for elsewhere.svc, not api.wardle.svc";
		this.cluster.certifyWardle("elsewhere.svc");
		try {
			this.cluster.register(false);
			if (this.release == KubernetesRelease.NEWEST) {
				assertThat(this.cluster.awaitAvailability(AggregatorCluster.WARDLE, "False"))
					.startsWith("False FailedDiscoveryCheck failing or missing response from")
					.contains(fault);
			}
			else {
				RawClient.Answer answer = this.cluster.client().send("GET", FISCHERS, "", Map.of());
				assertThat(answer.code()).isEqualTo(503);
				assertThat(answer.body()).startsWith("error trying to reach service: ").contains(fault);
				assertThat(this.cluster.availability(AggregatorCluster.WARDLE))
					.isEqualTo("True Passed all checks passed");
			}
			assertThat(examination()).containsPattern("\"mendFirst\":\\{\"hop\":\"CERTIFICATE\"[^}]*"
					+ "The serving certificate is for elsewhere\\.svc and not for api\\.wardle\\.svc\\.");
		}
		finally {
			this.cluster.certifyWardle("api.wardle.svc");
			this.cluster.register(true);
		}
		this.cluster.awaitAvailability(AggregatorCluster.WARDLE, "True");
		awaitServed(FISCHERS);
	}

	@Test
	void cases156And157ServerThatRefusesOrSendsAwayIsNotAvailable() {
		for (int code : new int[] { 403, 304, 301 }) {
			this.cluster.recorder().answer(PROBED, code, Map.of("Location", "https://localhost/elsewhere"), "");
			this.cluster.touch(AggregatorCluster.WARDLE);
			assertThat(this.cluster.awaitAvailability(AggregatorCluster.WARDLE, PROBED + ": " + code))
				.startsWith("False FailedDiscoveryCheck failing or missing response from")
				.contains("bad status from");
			assertThat(this.cluster.client().send("GET", FISCHERS, "", Map.of()).body().strip())
				.isEqualTo("service unavailable");
		}
		this.cluster.recorder().passOn();
		this.cluster.touch(AggregatorCluster.WARDLE);
		this.cluster.awaitAvailability(AggregatorCluster.WARDLE, "True");
		awaitServed(FISCHERS);
	}

	/**
	 * Decisions are remembered for a while, so those who ask are new.
	 */
	@Test
	void case156AggregatorIsAnsweredThoughNobodyDecidesAboutIt() {
		this.kubectl.out("delete", "clusterrolebinding", "demo-auth-delegator");
		try {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofMillis(100))
				.until(() -> this.cluster.demo()
					.clientAs("somebody-" + System.nanoTime(), "nobody")
					.send("GET", WIDGETS, "", Map.of()), (answer) -> answer.code() == 500);
			RawClient.Answer answer = this.cluster.demo()
				.clientAs("aggregator-" + System.nanoTime(), "system:masters")
				.send("GET", "/apis/demo.example.com/v1", "", Map.of());
			assertThat(answer.code()).isEqualTo(200);
			assertThat(answer.body()).contains("\"kind\":\"APIResourceList\"").contains("\"name\":\"widgets\"");
		}
		finally {
			this.kubectl.out("create", "clusterrolebinding", "demo-auth-delegator",
					"--clusterrole=system:auth-delegator", "--serviceaccount=demo:demo");
		}
	}

	@Test
	void case157VersionIsAnsweredInFullWhateverTheClientKnows() {
		RawClient aggregator = this.cluster.demo().clientAs("system:kube-aggregator", "system:masters");
		String accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
		String tag = aggregator.send("GET", "/apis", "", Map.of("Accept", accept)).headers().get("etag");
		assertThat(tag).isNotNull();
		for (String known : List.of("*", tag)) {
			RawClient.Answer answer = aggregator.send("GET", "/apis/demo.example.com/v1", "",
					Map.of("If-None-Match", known));
			assertThat(answer.body()).contains("\"kind\":\"APIResourceList\"");
			assertThat(answer.code()).isEqualTo(200);
		}
		RawClient.Answer same = aggregator.send("GET", "/apis", "", Map.of("Accept", accept, "If-None-Match", tag));
		assertThat(same.code()).isEqualTo(304);
		assertThat(same.body()).isEmpty();
		RawClient.Answer other = aggregator.send("GET", "/apis", "",
				Map.of("Accept", accept, "If-None-Match", "\"other\""));
		assertThat(other.body()).contains("\"kind\":\"APIGroupDiscoveryList\"");
		assertThat(other.code()).isEqualTo(200);
	}

	@Test
	void case167UnreadyServerIsUnavailableAndComesBack() {
		this.kubectl.out("delete", "service", "demo", "-n", "demo");
		this.kubectl.apply("""
				apiVersion: v1
				kind: Service
				metadata: {name: demo, namespace: demo}
				spec: {selector: {app: demo}, ports: [{name: https, port: %d}]}
				---
				apiVersion: discovery.k8s.io/v1
				kind: EndpointSlice
				metadata: {name: demo, namespace: demo, labels: {kubernetes.io/service-name: demo}}
				addressType: IPv4
				ports: [{name: https, port: 8443}]
				endpoints: [{addresses: [10.1.2.3], conditions: {ready: false}}]
				""".formatted(this.cluster.demo().port()));
		assertThat(this.cluster.awaitAvailability(AggregatorCluster.DEMO, "MissingEndpoints")).startsWith("False ");
		RawClient.Answer refused = this.cluster.client().send("GET", WIDGETS, "", Map.of());
		assertThat(refused.body().strip()).isEqualTo("service unavailable");
		assertThat(refused.code()).isEqualTo(503);
		this.kubectl.out("delete", "endpointslice", "demo", "-n", "demo");
		this.cluster.installation().lead(this.cluster.demo());
		awaitServed(WIDGETS);
	}

	@Test
	void case168RedirectIsNotHandedOn() {
		this.cluster.recorder().answer(FISCHERS, 302, Map.of("Location", "https://localhost/elsewhere"), "");
		RawClient.Answer answer = this.cluster.client().send("GET", FISCHERS, "", Map.of());
		this.cluster.recorder().passOn();
		assertThat(answer.code()).isEqualTo(502);
		assertThat(answer.body()).contains("the backend attempted to redirect this request, which is not permitted");
		awaitServed(FISCHERS);
	}

	private String examination() {
		return this.cluster.wardle().client().send("GET", "/actuator/doctor", "", Map.of()).body();
	}

	private void awaitServed(String path) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> this.cluster.client().send("GET", path, "", Map.of()).code() == 200);
	}

}
