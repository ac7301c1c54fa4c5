package io.kubespring.apiserver.write;

import java.util.TreeMap;
import java.util.stream.Collectors;

import io.kubespring.apiserver.strategy.GoNumber;
import tools.jackson.databind.JsonNode;

/**
 * Values as Go prints them, by the verbs {@code %v} and {@code %T}, when they were read
 * from JSON without a type.
 */
final class GoValue {

	private GoValue() {
	}

	static String text(JsonNode value) {
		return switch (value.getNodeType()) {
			case NULL -> "<nil>";
			case NUMBER -> GoNumber.text(value);
			case ARRAY -> value.valueStream().map(GoValue::text).collect(Collectors.joining(" ", "[", "]"));
			case OBJECT -> {
				TreeMap<String, String> members = new TreeMap<>();
				value.properties().forEach((member) -> members.put(member.getKey(), text(member.getValue())));
				yield members.entrySet()
					.stream()
					.map((member) -> member.getKey() + ":" + member.getValue())
					.collect(Collectors.joining(" ", "map[", "]"));
			}
			default -> value.asString();
		};
	}

	static String type(JsonNode value) {
		return switch (value.getNodeType()) {
			case NULL -> "<nil>";
			case NUMBER -> GoNumber.isWhole(value) ? "int64" : "float64";
			case BOOLEAN -> "bool";
			case ARRAY -> "[]interface {}";
			case OBJECT -> "map[string]interface {}";
			default -> "string";
		};
	}

}
