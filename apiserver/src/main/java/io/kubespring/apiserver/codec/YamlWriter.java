package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

	private static final int WIDTH = 80;

	private YamlWriter() {
	}

	static byte[] write(JsonNode tree) {
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setIndent(2);
		options.setIndicatorIndent(0);
		options.setWidth(WIDTH);
		options.setSplitLines(true);
		options.setAllowUnicode(true);
		options.setDereferenceAliases(true);
		String text = new Yaml(new SafeConstructor(new LoaderOptions()), new TextRepresenter(options), options,
				new AmbiguityResolver())
			.dump(value(tree));
		return escaped(text).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Escape what the reference's writer takes for unprintable; it stands between double
	 * quotes.
	 */
	private static String escaped(String yaml) {
		if (yaml.codePoints().noneMatch(YamlWriter::isUnprintable)) {
			return yaml;
		}
		StringBuilder escaped = new StringBuilder(yaml.length() + 16);
		yaml.codePoints().forEach((point) -> {
			if (isUnprintable(point)) {
				escaped.append(String.format((point > 0xffff) ? "\\U%08X" : "\\u%04X", point));
			}
			else {
				escaped.appendCodePoint(point);
			}
		});
		return escaped.toString();
	}

	private static boolean isUnprintable(int point) {
		return point > 0xffff || point == 0xfeff;
	}

	private static boolean isLineBreak(int point) {
		return point == 0x85 || point == 0x2028 || point == 0x2029;
	}

	private static @Nullable Object value(JsonNode tree) {
		if (tree instanceof ObjectNode object) {
			Map<String, @Nullable Object> members = new TreeMap<>(YamlKeyOrder.INSTANCE);
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
			this.representers.put(Double.class, this::number);
		}

		private Node number(Object data) {
			String text = GoFloat.writeGeneral((Double) data);
			return representScalar(this.resolver.resolve(NodeId.scalar, text, true), text,
					DumperOptions.ScalarStyle.PLAIN);
		}

		private Node text(Object data) {
			String text = (String) data;
			DumperOptions.ScalarStyle style = DumperOptions.ScalarStyle.PLAIN;
			if (!this.resolver.resolve(NodeId.scalar, text, true).equals(Tag.STR)
					|| text.codePoints().anyMatch((point) -> isUnprintable(point) || isLineBreak(point))) {
				style = DumperOptions.ScalarStyle.DOUBLE_QUOTED;
			}
			else if (text.indexOf('\n') >= 0) {
				style = DumperOptions.ScalarStyle.LITERAL;
			}
			return representScalar(Tag.STR, text, style);
		}

	}

	/**
	 * Knows what the reference's reader takes for something else than a text.
	 */
	private static final class AmbiguityResolver extends Resolver {

		@Override
		public Tag resolve(NodeId kind, String value, boolean implicit) {
			Tag tag = super.resolve(kind, value, implicit);
			if (kind != NodeId.scalar || !implicit || tag.equals(Tag.TIMESTAMP)) {
				return tag;
			}
			if (GoYamlScalar.isText(value)) {
				return Tag.STR;
			}
			return tag.equals(Tag.STR) ? Tag.INT : tag;
		}

	}

}
