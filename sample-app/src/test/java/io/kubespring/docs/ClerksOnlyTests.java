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
class ClerksOnlyTests {

	private static final String PARCELS = "/apis/shop.example.com/v1/namespaces/default/parcels";

	@TempDir
	static Path directory;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("apiserver.standalone.directory", directory::toString);
	}

	@Test
	void whoIsNoClerkMayNot() throws Exception {
		JsonNode refused = new AdminClient(directory.resolve("admin.kubeconfig")).create(PARCELS,
				parcel("a", "\"size\":\"small\""));
		assertThat(refused.at("/message").asString())
			.isEqualTo("parcels.shop.example.com \"a\" is forbidden: only clerks may create parcels");
		assertThat(refused.at("/code").asInt()).isEqualTo(403);
	}

	private static String parcel(String name, String spec) {
		return """
				{"apiVersion":"shop.example.com/v1","kind":"Parcel","metadata":{"name":"%s"},"spec":{%s}}"""
			.formatted(name, spec);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ValidatedKind.Parcels.class, ValidatedKind.ClerksOnly.class })
	static class Application {

	}

}
