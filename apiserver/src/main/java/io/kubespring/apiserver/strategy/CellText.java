package io.kubespring.apiserver.strategy;

import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a text column shows of any value: texts as they are, objects and lists as Go's
 * JSON encoder writes them.
 */
final class CellText {

	private CellText() {
	}

	static String of(JsonNode value) {
		if (value.isString()) {
			return value.stringValue();
		}
		if (value.isNull()) {
			return "<no value>";
		}
		if (value.isNumber()) {
			return GoNumber.text(value);
		}
		StringBuilder text = new StringBuilder();
		write(value, text);
		return text.toString();
	}

	private static void write(JsonNode value, StringBuilder text) {
		if (value.isObject()) {
			Map<String, JsonNode> members = new TreeMap<>();
			value.properties().forEach((member) -> members.put(member.getKey(), member.getValue()));
			String separator = "{";
			for (Map.Entry<String, JsonNode> member : members.entrySet()) {
				text.append(separator);
				quote(JsonNodeFactory.instance.stringNode(member.getKey()), text);
				text.append(':');
				write(member.getValue(), text);
				separator = ",";
			}
			text.append(members.isEmpty() ? "{}" : "}");
		}
		else if (value.isArray()) {
			String separator = "[";
			for (JsonNode item : value) {
				text.append(separator);
				write(item, text);
				separator = ",";
			}
			text.append(value.isEmpty() ? "[]" : "]");
		}
		else if (value.isNumber()) {
			text.append(GoNumber.json(value));
		}
		else {
			quote(value, text);
		}
	}

	private static void quote(JsonNode value, StringBuilder text) {
		value.toString().chars().forEach((character) -> {
			switch (character) {
				case '<', '>', '&', 0x2028, 0x2029 -> text.append(String.format("\\u%04x", character));
				default -> text.append((char) character);
			}
		});
	}

}
