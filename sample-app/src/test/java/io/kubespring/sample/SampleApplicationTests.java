package io.kubespring.sample;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.kubespring.sample.AdminClient.Watch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "apiserver.mode=standalone")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SampleApplicationTests {

	@TempDir
	static Path directory;

	private AdminClient client;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("apiserver.standalone.directory", directory::toString);
	}

	@BeforeEach
	void readKubeconfig() throws Exception {
		this.client = new AdminClient(directory.resolve("admin.kubeconfig"));
	}

	@Test
	void kubeconfigNamesTheServer(@LocalServerPort int port) {
		assertThat(this.client.server()).startsWith("https://").endsWith(":" + port);
	}

	@Test
	void orderIsStoredAsGiven() throws Exception {
		JsonNode created = create("stored", "first", "tea");
		assertThat(created.at("/kind").asString()).isEqualTo("Order");
		assertThat(created.at("/apiVersion").asString()).isEqualTo("shop.example.com/v1");
		assertThat(created.at("/metadata/uid").asString()).hasSize(36);
		assertThat(created.at("/metadata/generation").asInt()).isOne();
		assertThat(created.at("/spec").toString()).isEqualTo("{\"product\":\"tea\",\"quantity\":2}");
		assertThat(this.client.get(orders("stored") + "/first")).isEqualTo(created);
	}

	@Test
	void listHoldsTheOrdersOfItsNamespaceByName() throws Exception {
		create("listed", "second", "coffee");
		create("listed", "first", "tea");
		create("elsewhere", "third", "milk");
		JsonNode list = this.client.get(orders("listed"));
		assertThat(list.at("/kind").asString()).isEqualTo("OrderList");
		assertThat(list.at("/items").valueStream().map((item) -> item.at("/metadata/name").asString()))
			.containsExactly("first", "second");
		assertThat(list.at("/items").valueStream().map((item) -> item.at("/spec/product").asString()))
			.containsExactly("tea", "coffee");
	}

	@Test
	void watchSeesWhatHappensAfterTheList() throws Exception {
		String revision = this.client.get(orders("watched")).at("/metadata/resourceVersion").asString();
		try (Watch watch = this.client.watch(orders("watched") + "?watch=true&resourceVersion=" + revision)) {
			JsonNode created = create("watched", "first", "tea");
			JsonNode added = watch.next();
			assertThat(added.at("/type").asString()).isEqualTo("ADDED");
			assertThat(added.at("/object")).isEqualTo(created);
			this.client.delete(orders("watched") + "/first");
			JsonNode deleted = watch.next();
			assertThat(deleted.at("/type").asString()).isEqualTo("DELETED");
			assertThat(deleted.at("/object/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
		}
	}

	@Test
	void statusChangesThroughItsSubresourceOnly() throws Exception {
		create("status", "first", "tea");
		String patch = "{\"status\":{\"phase\":\"Packed\",\"packed\":2}}";
		assertThat(this.client.patch(orders("status") + "/first", patch).has("status")).isFalse();
		JsonNode packed = this.client.patch(orders("status") + "/first/status", patch);
		assertThat(packed.at("/status/phase").asString()).isEqualTo("Packed");
		assertThat(packed.at("/metadata/generation").asInt()).isOne();
	}

	@Test
	void scaleChangesTheQuantity() throws Exception {
		create("scaled", "first", "tea");
		JsonNode scale = this.client.patch(orders("scaled") + "/first/scale", "{\"spec\":{\"replicas\":5}}");
		assertThat(scale.at("/kind").asString()).isEqualTo("Scale");
		assertThat(scale.at("/spec/replicas").asInt()).isEqualTo(5);
		assertThat(this.client.get(orders("scaled") + "/first").at("/spec/quantity").asInt()).isEqualTo(5);
	}

	@Test
	void tableHasTheColumnsOfTheAnnotations() throws Exception {
		create("table", "first", "tea");
		JsonNode table = this.client.get(orders("table"), "application/json;as=Table;v=v1;g=meta.k8s.io");
		assertThat(table.at("/columnDefinitions").valueStream().map((column) -> column.at("/name").asString()))
			.containsExactly("Name", "Product", "Quantity", "Packed", "Phase", "Age");
		assertThat(table.at("/rows/0/cells").valueStream().limit(3).map(JsonNode::asString)).containsExactly("first",
				"tea", "2");
	}

	@Test
	void slipIsPlainText() throws Exception {
		create("packed", "first", "tea");
		assertThat(this.client.getText(orders("packed") + "/first/slip")).isEqualTo("2 x tea\n");
	}

	@Test
	void vehiclesComeFromTheFleet() throws Exception {
		String vehicles = "/apis/fleet.example.com/v1/vehicles";
		assertThat(
				this.client.get(vehicles).at("/items").valueStream().map((item) -> item.at("/spec/plate").asString()))
			.containsExactly("HH-KS 101", "HH-KS 102");
		assertThat(this.client.get(vehicles + "?labelSelector=depot%3Dairport")
			.at("/items")
			.valueStream()
			.map((item) -> item.at("/metadata/name").asString())).containsExactly("green");
		JsonNode blue = this.client.get(vehicles + "/blue");
		assertThat(blue.at("/kind").asString()).isEqualTo("Vehicle");
		assertThat(blue.at("/status/kilometres").asInt()).isEqualTo(84_210);
		JsonNode missing = this.client.get(vehicles + "/red");
		assertThat(missing.at("/message").asString()).isEqualTo("vehicles.fleet.example.com \"red\" not found");
	}

	@Test
	void vehiclesCannotBeWritten() throws Exception {
		JsonNode status = this.client.create("/apis/fleet.example.com/v1/vehicles", "{}");
		assertThat(status.at("/reason").asString()).isEqualTo("MethodNotAllowed");
		assertThat(status.at("/message").asString())
			.isEqualTo("the server does not allow this method on the requested resource");
	}

	private JsonNode create(String namespace, String name, String product) throws Exception {
		return this.client.create(orders(namespace), """
				{"apiVersion":"shop.example.com/v1","kind":"Order","metadata":{"name":"%s"},
				"spec":{"product":"%s","quantity":2}}""".formatted(name, product));
	}

	private static String orders(String namespace) {
		return "/apis/shop.example.com/v1/namespaces/" + namespace + "/orders";
	}

}
