package io.kubespring.apiserver.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads a {@link JsonPath} after the grammar of {@code k8s.io/client-go/util/jsonpath},
 * without its loops and without what could only ever lead to nothing.
 */
final class JsonPathParser {

	private static final String TERMINATORS = " \t\r\n.,[]$@{}";

	private static final Pattern KEY = Pattern.compile("'([^']*)'");

	private static final Pattern SLICE = Pattern.compile("(-?[0-9]{0,9})(?::(-?[0-9]{0,9}))?(?::([0-9]{0,9}))?");

	private static final Pattern COMPARISON = Pattern.compile("([^!<>=]+)([!<>=]+)(.+)", Pattern.DOTALL);

	private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?");

	private static final Pattern TRUTH = Pattern.compile("(true|false)(?=[" + Pattern.quote(TERMINATORS) + "]|$)");

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final String text;

	private int position;

	JsonPathParser(String text) {
		this.text = text;
	}

	JsonPath parse() {
		List<JsonPathStep> steps = new ArrayList<>();
		while (this.position < this.text.length()) {
			char next = this.text.charAt(this.position);
			if (next == ' ' || next == '@' || next == '$') {
				this.position++;
			}
			else if (this.text.startsWith("[?(", this.position)) {
				steps.add(filter());
			}
			else if (next == '[') {
				steps.addAll(brackets());
			}
			else if (this.text.startsWith("..", this.position)) {
				steps.add(new JsonPathStep.Descendants());
				this.position++;
				if (this.position + 1 < this.text.length() && this.text.charAt(this.position + 1) == '[') {
					this.position++;
				}
			}
			else if (next == '.') {
				this.position++;
				steps.add(member());
			}
			else {
				steps.add(new JsonPathStep.Literal(literal(next)));
			}
		}
		return new JsonPath(steps);
	}

	private JsonPathStep member() {
		StringBuilder name = new StringBuilder();
		while (this.position < this.text.length() && TERMINATORS.indexOf(this.text.charAt(this.position)) < 0) {
			if (this.text.charAt(this.position) == '\\' && this.position + 1 < this.text.length()) {
				this.position++;
			}
			name.append(this.text.charAt(this.position++));
		}
		if (name.isEmpty()) {
			throw refused("has an empty member");
		}
		return name.toString().equals("*") ? new JsonPathStep.Children() : new JsonPathStep.Member(name.toString());
	}

	private List<JsonPathStep> brackets() {
		int close = this.text.indexOf(']', this.position);
		if (close < 0) {
			throw refused("has a bracket that is not closed");
		}
		String inside = this.text.substring(this.position + 1, close);
		this.position = close + 1;
		if (inside.contains(",")) {
			return List.of(new JsonPathStep.Union(Arrays.stream(inside.split(",", -1))
				.map((part) -> new JsonPathParser("[" + part.strip() + "]").parse())
				.toList()));
		}
		Matcher key = KEY.matcher(inside);
		if (key.matches()) {
			return List.of(new JsonPathStep.Union(List.of(new JsonPathParser("." + key.group(1)).parse())));
		}
		Matcher slice = SLICE.matcher(inside.equals("*") ? ":" : inside);
		if (inside.isEmpty() || !slice.matches()) {
			throw refused("has '[" + inside + "]', which is not understood");
		}
		return List.of(slice(slice));
	}

	private JsonPathStep slice(Matcher slice) {
		Integer start = number(slice.group(1));
		if (slice.group(2) == null && start != null) {
			return new JsonPathStep.Index(start);
		}
		Integer stride = number(slice.group(3));
		if (stride != null && stride == 0) {
			throw refused("has a slice that does not advance");
		}
		return new JsonPathStep.Slice(start, number(slice.group(2)), (stride != null) ? stride : 1);
	}

	private @Nullable Integer number(@Nullable String digits) {
		if (digits == null || digits.isEmpty()) {
			return null;
		}
		if (digits.equals("-")) {
			throw refused("has an index that is not a number");
		}
		return Integer.valueOf(digits);
	}

	private JsonPathStep filter() {
		int start = this.position + "[?(".length();
		int end = start;
		char quote = 0;
		while (end < this.text.length() && (quote != 0 || this.text.charAt(end) != ')')) {
			char character = this.text.charAt(end);
			if (quote == 0 && (character == '"' || character == '\'')) {
				quote = character;
			}
			else if (character == quote && this.text.charAt(end - 1) != '\\') {
				quote = 0;
			}
			end++;
		}
		if (!this.text.startsWith(")]", end)) {
			throw refused("has a condition that is not closed");
		}
		this.position = end + 2;
		String condition = this.text.substring(start, end);
		Matcher comparison = COMPARISON.matcher(condition);
		if (!comparison.matches()) {
			return new JsonPathStep.Having(new JsonPathParser(condition).parse());
		}
		JsonPathOperator operator = JsonPathOperator.of(comparison.group(2));
		if (operator == null) {
			throw refused("has the operator '" + comparison.group(2) + "', which is not understood");
		}
		return new JsonPathStep.Where(new JsonPathParser(comparison.group(1)).parse(), operator,
				new JsonPathParser(comparison.group(3)).parse());
	}

	private JsonNode literal(char next) {
		if (next == '"' || next == '\'') {
			return NODES.stringNode(quoted(next));
		}
		Matcher number = NUMBER.matcher(this.text).region(this.position, this.text.length());
		if (number.lookingAt()) {
			this.position = number.end();
			return (number.group(1) != null) ? NODES.numberNode(Double.parseDouble(number.group()))
					: NODES.numberNode(Long.parseLong(number.group()));
		}
		Matcher truth = TRUTH.matcher(this.text).region(this.position, this.text.length());
		if (truth.lookingAt()) {
			this.position = truth.end();
			return NODES.booleanNode(truth.group().equals("true"));
		}
		throw refused("has '" + this.text.substring(this.position) + "', which is not understood");
	}

	private String quoted(char quote) {
		StringBuilder value = new StringBuilder();
		this.position++;
		while (this.position < this.text.length() && this.text.charAt(this.position) != quote) {
			if (this.text.charAt(this.position) == '\\' && this.position + 1 < this.text.length()) {
				this.position++;
			}
			value.append(this.text.charAt(this.position++));
		}
		if (this.position == this.text.length()) {
			throw refused("has a quotation that is not closed");
		}
		this.position++;
		return value.toString();
	}

	private IllegalArgumentException refused(String reason) {
		return new IllegalArgumentException("the path '" + this.text + "' " + reason);
	}

}
