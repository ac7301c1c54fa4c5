package io.kubespring.docs;

import java.io.IOException;
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
class ValidatedKindTests {

	private static final String PARCELS = "/apis/shop.example.com/v1/namespaces/default/parcels";

	@TempDir
	static Path directory;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("apiserver.standalone.directory", directory::toString);
	}

	private static AdminClient client() throws IOException {
		return new AdminClient(directory.resolve("admin.kubeconfig"));
	}

	@Test
	void parcelIsDefaultedAndLabelled() throws Exception {
		JsonNode parcel = client().create(PARCELS, parcel("a", "\"size\":\"small\""));
		assertThat(parcel.at("/spec/count").asInt()).isEqualTo(1);
		assertThat(parcel.at("/metadata/labels/sender").asString()).isNotEmpty();
	}

	@Test
	void everythingThatIsWrongIsTold() throws Exception {
		assertThat(client().create(PARCELS, parcel("b", "\"size\":\"big\",\"count\":0")).at("/message").asString())
			.isEqualTo(
					"Parcel.shop.example.com \"b\" is invalid: [spec.count: Invalid value: 0: must be greater than 0,"
							+ " spec.size: Unsupported value: \"big\": supported values: \"small\", \"large\"]");
	}

	@Test
	void sizeStays() throws Exception {
		client().create(PARCELS, parcel("c", "\"size\":\"small\""));
		assertThat(client().patch(PARCELS + "/c", "{\"spec\":{\"size\":\"large\"}}").at("/message").asString())
			.isEqualTo("Parcel.shop.example.com \"c\" is invalid: spec.size: Forbidden: cannot be changed");
	}

	@Test
	void whatIsOnItsWayStays() throws Exception {
		client().create(PARCELS, parcel("d", "\"size\":\"small\""));
		client().patch(PARCELS + "/d", "{\"status\":{\"place\":\"road\"}}");
		assertThat(client().delete(PARCELS + "/d").at("/message").asString())
			.isEqualTo("parcels.shop.example.com \"d\" is forbidden: it is on its way");
	}

	@Test
	void labelNamesItsSender() throws Exception {
		JsonNode label = client().create(PARCELS.replace("parcels", "labels"),
				parcel("e", "\"size\":\"small\"").replace("Parcel", "Label"));
		assertThat(label.at("/metadata/annotations").path("shop.example.com/sender").asString())
			.isEqualTo(label.at("/metadata/labels/sender").asString())
			.isNotEmpty();
	}

	private static String parcel(String name, String spec) {
		return """
				{"apiVersion":"shop.example.com/v1","kind":"Parcel","metadata":{"name":"%s"},"spec":{%s}}"""
			.formatted(name, spec);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ValidatedKind.Parcels.class, ValidatedKind.Labels.class, ValidatedKind.SenderLabel.class,
			ValidatedKind.Rules.class })
	static class Application {

	}

}
