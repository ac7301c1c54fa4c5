package io.kubespring.docs;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.kubespring.sample.AdminClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FirstKindTests {

	@TempDir
	static Path directory;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("apiserver.standalone.directory", directory::toString);
	}

	@Test
	void fourTypesMakeAnApi() throws Exception {
		AdminClient client = new AdminClient(directory.resolve("admin.kubeconfig"));
		JsonNode resources = client.get("/apis/shop.example.com/v1").at("/resources");
		assertThat(resources).singleElement().satisfies((resource) -> {
			assertThat(resource.at("/name").asString()).isEqualTo("orders");
			assertThat(resource.at("/kind").asString()).isEqualTo("Order");
			assertThat(resource.at("/shortNames/0").asString()).isEqualTo("ord");
		});
		client.create("/apis/shop.example.com/v1/namespaces/default/orders", """
				{"apiVersion":"shop.example.com/v1","kind":"Order","metadata":{"name":"first"},
				"spec":{"product":"tea","replicas":2}}""");
		assertThat(client.get("/apis/shop.example.com/v1/orders").at("/items/0/spec/product").asString())
			.isEqualTo("tea");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(FirstKind.Orders.class)
	static class Application {

	}

}
