package io.kubespring.apiserver.codec;

import java.util.Map;

import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.scanner.ScannerException;

/**
 * The reference's words for what a YAML parser of the same family says.
 */
final class YamlProblem {

	/**
	 * Beginnings of problems, and what the reference says instead.
	 */
	private static final Map<String, String> WORDS = Map.of("sequence entries are not allowed here",
			"block sequence entries are not allowed in this context", "mapping keys are not allowed here",
			"mapping keys are not allowed in this context", "mapping values are not allowed here",
			"mapping values are not allowed in this context", "found character",
			"found character that cannot start any token", "expected <block end>", "did not find expected key",
			"expected ',' or ']'", "did not find expected ',' or ']'", "expected ',' or '}'",
			"did not find expected ',' or '}'", "found unknown escape character", "found unknown escape character",
			"expected the node content", "did not find expected node content");

	private YamlProblem() {
	}

	/**
	 * Say what is wrong with characters rather than with tokens.
	 */
	static String of(YAMLException failure) {
		String problem = String.valueOf(failure.getMessage());
		return "yaml: " + (problem.contains("special characters are not allowed") ? "control characters are not allowed"
				: problem.lines().findFirst().orElse(problem));
	}

	/**
	 * Say what is wrong, and in which line: the scanner's lines count from one, the
	 * parser's from zero, and the first one is not told.
	 */
	static String of(MarkedYAMLException failure) {
		String problem = String.valueOf(failure.getProblem());
		if (problem.startsWith("found undefined alias ")) {
			return "yaml: unknown anchor '" + problem.substring("found undefined alias ".length()) + "' referenced";
		}
		if (problem.startsWith("found incompatible YAML document")) {
			return "yaml: found incompatible YAML document";
		}
		String words = WORDS.entrySet()
			.stream()
			.filter((entry) -> problem.startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(problem);
		int line = (failure.getProblemMark() != null) ? failure.getProblemMark().getLine() : 0;
		if (line > 0 && failure instanceof ScannerException) {
			line++;
		}
		return "yaml: " + ((line > 0) ? "line " + line + ": " : "") + words;
	}

}
