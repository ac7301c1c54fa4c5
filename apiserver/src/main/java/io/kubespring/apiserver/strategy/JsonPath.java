package io.kubespring.apiserver.strategy;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The paths of printer columns: members, indices from either end, {@code [*]} for all,
 * and conditions on members as in {@code [?(@.type=="Ready")]}.
 */
final class JsonPath {

	private final List<Step> steps;

	private JsonPath(List<Step> steps) {
		this.steps = steps;
	}

	static JsonPath parse(String text) {
		if (!text.startsWith(".") && !text.startsWith("[")) {
			throw new IllegalArgumentException("the path '" + text + "' does not begin with a dot");
		}
		List<Step> steps = new ArrayList<>();
		int position = 0;
		while (position < text.length()) {
			if (text.charAt(position) == '[') {
				int end = close(text, position);
				steps.add(bracket(text, text.substring(position + 1, end).trim()));
				position = end + 1;
			}
			else {
				int start = (text.charAt(position) == '.') ? position + 1 : position;
				StringBuilder member = new StringBuilder();
				int end = start;
				while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
					if (text.charAt(end) == '\\' && end + 1 < text.length()) {
						end++;
					}
					member.append(text.charAt(end++));
				}
				if (member.isEmpty() && end < text.length()) {
					throw new IllegalArgumentException("the path '" + text + "' has an empty member");
				}
				if (!member.isEmpty()) {
					steps.add(new Member(member.toString()));
				}
				position = end;
			}
		}
		return new JsonPath(List.copyOf(steps));
	}

	private static int close(String text, int open) {
		char quote = 0;
		for (int i = open + 1; i < text.length(); i++) {
			char character = text.charAt(i);
			if (quote != 0) {
				quote = (character == quote) ? 0 : quote;
			}
			else if (character == '\'' || character == '"') {
				quote = character;
			}
			else if (character == ']') {
				return i;
			}
		}
		throw new IllegalArgumentException("the path '" + text + "' has a bracket that is not closed");
	}

	private static Step bracket(String text, String inside) {
		if (inside.equals("*")) {
			return new All();
		}
		if (inside.startsWith("?(@.") && inside.endsWith(")")) {
			String condition = inside.substring("?(@.".length(), inside.length() - 1);
			int equals = condition.indexOf("==");
			if (equals > 0) {
				return new Where(condition.substring(0, equals).trim(),
						unquote(condition.substring(equals + 2).trim()));
			}
		}
		else if (inside.startsWith("'") || inside.startsWith("\"")) {
			return new Member(unquote(inside));
		}
		else if (inside.matches("-?[0-9]{1,9}")) {
			return new Index(Integer.parseInt(inside));
		}
		throw new IllegalArgumentException("the path '" + text + "' has '[" + inside + "]', which is not understood");
	}

	private static String unquote(String text) {
		boolean quoted = text.length() > 1 && (text.charAt(0) == '\'' || text.charAt(0) == '"');
		return quoted ? text.substring(1, text.length() - 1) : text;
	}

	List<JsonNode> find(JsonNode root) {
		List<JsonNode> found = List.of(root);
		for (Step step : this.steps) {
			List<JsonNode> next = new ArrayList<>();
			found.forEach((node) -> step.follow(node, next));
			next.removeIf(JsonNode::isNull);
			found = next;
		}
		return found;
	}

	private interface Step {

		void follow(JsonNode from, List<JsonNode> found);

	}

	private record Member(String name) implements Step {

		@Override
		public void follow(JsonNode from, List<JsonNode> found) {
			JsonNode value = from.isObject() ? from.get(this.name) : null;
			if (value != null) {
				found.add(value);
			}
		}

	}

	private record Index(int index) implements Step {

		@Override
		public void follow(JsonNode from, List<JsonNode> found) {
			int position = (this.index < 0) ? this.index + from.size() : this.index;
			if (from instanceof ArrayNode && position >= 0 && position < from.size()) {
				found.add(from.get(position));
			}
		}

	}

	private record All() implements Step {

		@Override
		public void follow(JsonNode from, List<JsonNode> found) {
			from.forEach(found::add);
		}

	}

	private record Where(String member, String value) implements Step {

		@Override
		public void follow(JsonNode from, List<JsonNode> found) {
			for (JsonNode item : from) {
				if (item.path(this.member).asString("").equals(this.value)) {
					found.add(item);
				}
			}
		}

	}

}
