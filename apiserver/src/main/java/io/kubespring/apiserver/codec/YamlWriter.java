package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes trees as YAML as {@code sigs.k8s.io/yaml} does: blocks, members sorted, lists
 * not indented, texts that YAML 1.1 would read as something else quoted.
 */
final class YamlWriter {

	private YamlWriter() {
	}

	static byte[] write(JsonNode tree) {
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setIndent(2);
		options.setIndicatorIndent(0);
		options.setWidth(Integer.MAX_VALUE);
		options.setSplitLines(false);
		options.setAllowUnicode(true);
		options.setDereferenceAliases(true);
		return new Yaml(options).dump(value(tree)).getBytes(StandardCharsets.UTF_8);
	}

	private static @Nullable Object value(JsonNode tree) {
		if (tree instanceof ObjectNode object) {
			Map<String, @Nullable Object> members = new TreeMap<>();
			object.properties().forEach((member) -> members.put(member.getKey(), value(member.getValue())));
			return members;
		}
		if (tree.isArray()) {
			List<@Nullable Object> items = new ArrayList<>();
			tree.forEach((item) -> items.add(value(item)));
			return items;
		}
		return switch (tree.getNodeType()) {
			case NULL -> null;
			case BOOLEAN -> tree.booleanValue();
			case NUMBER -> tree.numberValue();
			default -> tree.asString();
		};
	}

}
