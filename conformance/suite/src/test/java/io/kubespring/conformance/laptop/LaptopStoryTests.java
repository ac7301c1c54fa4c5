package io.kubespring.conformance.laptop;

import java.nio.file.Path;
import java.time.Duration;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.JavaServer;
import io.kubespring.conformance.cluster.Kubectl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One flag leads the cluster to a process of a developer; its end, or the run after one
 * that had none, takes that away.
 */
class LaptopStoryTests {

	private static final String NAME = "desk";

	private static final String[] MADE = { "apiservice/v1.shop.example.com", "apiservice/v1.fleet.example.com",
			"service/desk-laptop", "endpointslice/desk-laptop", "lease/desk-laptop" };

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Kubectl kubectl = this.cluster.kubectl();

	private final Path jar = this.cluster.root().resolve("sample-app/target/kubespring-sample-app.jar");

	@Test
	void clusterIsLedToTheProcessWhileItRuns() {
		this.kubectl.run("create", "namespace", NAME);
		JavaServer laptop = this.cluster.laptop(NAME, this.jar, "localhost");
		try {
			laptop.awaitReady();
			assertServed();
			laptop.stop();
			assertNothingIsLeft();
			laptop.startAgain();
			assertServed();
			laptop.kill();
			assertThat(this.kubectl.out("get", MADE[0], "-o", "name")).as("nobody could remove it").isNotEmpty();
			laptop.startAgain();
			assertServed();
			laptop.stop();
			assertNothingIsLeft();
		}
		finally {
			laptop.kill();
		}
	}

	/**
	 * No packet passes to such an address here, but the cluster takes what is made for it
	 * and says what it looked for.
	 */
	@Test
	void addressBecomesAnEndpoint() {
		this.kubectl.run("create", "namespace", NAME);
		JavaServer laptop = this.cluster.laptop(NAME, this.jar, "10.1.2.3");
		try {
			laptop.awaitReady();
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.pollInterval(Duration.ofMillis(200))
				.until(() -> this.kubectl
					.run("get", MADE[0], "-o", "jsonpath={.status.conditions[?(@.type==\"Available\")].reason}")
					.stdout(), (reason) -> reason.equals("FailedDiscoveryCheck"));
			assertThat(this.kubectl.out("get", "endpointslice", "desk-laptop", "-n", NAME, "-o",
					"jsonpath={.endpoints[0].addresses[0]}:{.ports[0].port}"))
				.isEqualTo("10.1.2.3:" + laptop.port());
			laptop.stop();
			assertNothingIsLeft();
		}
		finally {
			laptop.kill();
		}
	}

	private void assertServed() {
		this.cluster.awaitAvailable("v1.shop.example.com");
		this.cluster.awaitAvailable("v1.fleet.example.com");
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(200))
			.untilAsserted(() -> assertThat(this.kubectl.apply("""
					apiVersion: shop.example.com/v1
					kind: Order
					metadata: {name: first, namespace: desk}
					spec: {product: tea, quantity: 2}
					""")).isEqualTo("order.shop.example.com/first created\n"));
		assertThat(this.kubectl.out("get", "orders", "-n", NAME, "-o", "jsonpath={.items[*].spec.product}"))
			.isEqualTo("tea");
		assertThat(this.kubectl.out("get", "service", "desk-laptop", "-n", NAME, "-o", "jsonpath={.spec.externalName}"))
			.isEqualTo("localhost");
	}

	private void assertNothingIsLeft() {
		for (String made : MADE) {
			assertThat(this.kubectl.run("get", made, "-n", NAME).stderr()).as(made).contains("not found");
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> this.kubectl.run("api-resources", "--cached=false"),
					(resources) -> resources.code() == 0 && !resources.stdout().contains("shop.example.com"));
	}

}
