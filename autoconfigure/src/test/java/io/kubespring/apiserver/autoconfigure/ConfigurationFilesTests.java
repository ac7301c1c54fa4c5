package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Boot reads from this module besides classes.
 */
class ConfigurationFilesTests {

	private static final String PACKAGE = ApiServerAutoConfiguration.class.getPackageName() + ".";

	@Test
	void autoConfigurationsAreListedInOrder() throws Exception {
		List<String> imports = imports();
		assertThat(imports).isSorted().hasSize(15);
		for (String name : imports) {
			Class<?> type = Class.forName(name);
			assertThat(type).isPublic().isFinal().hasAnnotation(AutoConfiguration.class);
			assertThat(type.getDeclaredMethods()).filteredOn((method) -> !method.isSynthetic())
				.noneMatch((method) -> Modifier.isPublic(method.getModifiers()));
		}
	}

	@Test
	void factoriesAreSortedAndPackagePrivate() throws Exception {
		Properties factories = new Properties();
		try (InputStream content = ApiServerAutoConfiguration.class.getResourceAsStream("/META-INF/spring.factories")) {
			factories.load(content);
		}
		for (String key : factories.stringPropertyNames()) {
			List<String> names = Arrays.asList(factories.getProperty(key).split(","));
			assertThat(names).as(key).isSorted();
			for (String name : names) {
				assertThat(Class.forName(name)).isPackagePrivate().isAssignableTo(Class.forName(key));
			}
		}
	}

	@Test
	void propertiesAreDescribedAsBootDescribesThem() throws IOException {
		JsonNode metadata;
		try (InputStream content = ApiServerAutoConfiguration.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			metadata = new JsonMapper().readTree(content);
		}
		// what every endpoint of the actuator has is described by Boot itself
		List<JsonNode> properties = metadata.at("/properties")
			.valueStream()
			.filter((property) -> !property.at("/name").asString().startsWith("management.endpoint."))
			.toList();
		assertThat(properties).isNotEmpty();
		assertThat(properties).allSatisfy((property) -> {
			String description = property.at("/description").asString();
			assertThat(property.at("/name").asString()).startsWith("apiserver.");
			assertThat(description).isNotEmpty().endsWith(".").doesNotStartWith("The ").doesNotStartWith("A ");
			if (property.at("/type").asString().equals(Boolean.class.getName())) {
				assertThat(description).startsWith("Whether ");
			}
		});
	}

	private static List<String> imports() {
		return ImportCandidates.load(AutoConfiguration.class, ApiServerAutoConfiguration.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith(PACKAGE))
			.toList();
	}

}
