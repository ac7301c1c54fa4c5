package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
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
		return new Yaml(new SafeConstructor(new LoaderOptions()), new TextRepresenter(options), options,
				new AmbiguityResolver())
			.dump(value(tree))
			.getBytes(StandardCharsets.UTF_8);
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

	/**
	 * Quotes texts that would be read as something else, and shows long ones by lines.
	 */
	private static final class TextRepresenter extends Representer {

		private final Resolver resolver = new AmbiguityResolver();

		TextRepresenter(DumperOptions options) {
			super(options);
			this.representers.put(String.class, this::text);
		}

		private Node text(Object data) {
			String text = (String) data;
			DumperOptions.ScalarStyle style = DumperOptions.ScalarStyle.PLAIN;
			if (!this.resolver.resolve(NodeId.scalar, text, true).equals(Tag.STR)) {
				style = DumperOptions.ScalarStyle.DOUBLE_QUOTED;
			}
			else if (text.indexOf('\n') >= 0) {
				style = DumperOptions.ScalarStyle.LITERAL;
			}
			return representScalar(Tag.STR, text, style);
		}

	}

	/**
	 * Knows what YAML 1.1 takes for booleans, single letters included.
	 */
	private static final class AmbiguityResolver extends Resolver {

		private static final Pattern LETTERS = Pattern.compile("^(?:y|Y|n|N)$");

		@Override
		protected void addImplicitResolvers() {
			super.addImplicitResolvers();
			addImplicitResolver(Tag.BOOL, LETTERS, "yYnN");
		}

	}

}
