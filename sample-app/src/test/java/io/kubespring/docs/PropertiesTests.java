package io.kubespring.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of properties is the metadata that the configuration processor wrote.
 */
class PropertiesTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	@Test
	void tableHoldsAllPropertiesWithDescriptionAndDefault() throws IOException {
		List<String> expected = new ArrayList<>();
		for (URL metadata : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
			try (InputStream content = metadata.openStream()) {
				new JsonMapper().readTree(content)
					.at("/properties")
					.valueStream()
					.filter((property) -> property.at("/name").asString().startsWith("apiserver."))
					.forEach((property) -> expected.add(row(property)));
			}
		}
		try (Stream<String> lines = Files.lines(Path.of("../docs/reference/properties.md"))) {
			assertThat(lines.filter((line) -> line.startsWith("| `apiserver.")))
				.containsExactlyElementsOf(expected.stream().sorted().toList());
		}
	}

	private static String row(JsonNode property) {
		JsonNode value = property.at("/defaultValue");
		return "| `%s` | %s | %s |".formatted(property.at("/name").asString(), property.at("/description").asString(),
				value.isMissingNode() ? "" : "`" + value.asString() + "`");
	}

}
