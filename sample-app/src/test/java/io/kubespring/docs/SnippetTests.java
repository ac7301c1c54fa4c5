package io.kubespring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documentation shows is what is compiled, white space apart.
 */
class SnippetTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final Pattern SNIPPET = Pattern.compile("<!-- from: (\\S+) -->\n```\\w+\n(.*?)\n```",
			Pattern.DOTALL);

	private static final Pattern JAVA = Pattern.compile("^```java$", Pattern.MULTILINE);

	@ParameterizedTest
	@MethodSource("pages")
	void snippetsAreInTheFileTheyNameWhenSpaceIsIgnored(Path page) throws IOException {
		Matcher snippets = SNIPPET.matcher(Files.readString(page));
		while (snippets.find()) {
			assertThat(squeeze(Files.readString(ROOT.resolve(snippets.group(1))))).contains(squeeze(snippets.group(2)));
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void javaNamesTheFileItIsFrom(Path page) throws IOException {
		String text = Files.readString(page);
		long named = SNIPPET.matcher(text).results().filter((result) -> result.group(1).endsWith(".java")).count();
		assertThat(JAVA.matcher(text).results().count()).isEqualTo(named);
	}

	@Test
	void pagesHoldSnippets() {
		assertThat(pages()).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/tutorial.md"));
	}

	static List<Path> pages() {
		try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
			return Stream.concat(Stream.of(ROOT.resolve("README.md")), files)
				.filter((file) -> file.toString().endsWith(".md"))
				.filter((file) -> !file.startsWith(ROOT.resolve("docs/design")))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String squeeze(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
