package io.kubespring.apiserver.codec;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML 1.1 into trees: the first document only, times as texts, keys of any scalar
 * as texts, aliases and nesting bounded.
 */
final class YamlReader {

	private static final int DEEPEST = 1000;

	private static final int MOST_ALIASES = 100;

	private static final int MOST_NODES = 1_000_000;

	private final JsonNodeFactory nodes;

	private int count;

	YamlReader(JsonMapper mapper) {
		this.nodes = mapper.getNodeFactory();
	}

	JsonNode read(byte[] yaml) {
		LoaderOptions options = new LoaderOptions();
		options.setMaxAliasesForCollections(MOST_ALIASES);
		options.setNestingDepthLimit(DEEPEST);
		options.setCodePointLimit(Integer.MAX_VALUE);
		options.setAllowDuplicateKeys(true);
		Yaml reader = new Yaml(new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(),
				options, new TextTimesResolver());
		try {
			Iterator<Object> documents = reader.loadAll(new StringReader(text(yaml))).iterator();
			return documents.hasNext() ? tree(documents.next(), 0) : this.nodes.nullNode();
		}
		catch (YAMLException | StackOverflowError ex) {
			String message = (ex.getMessage() != null) ? ex.getMessage() : "nested too deeply";
			int newline = message.indexOf('\n');
			throw new MalformedBodyException("yaml: " + ((newline < 0) ? message : message.substring(0, newline)));
		}
	}

	private static String text(byte[] yaml) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(yaml))
				.toString();
		}
		catch (CharacterCodingException ex) {
			throw new MalformedBodyException("yaml: invalid UTF-8");
		}
	}

	private JsonNode tree(@Nullable Object value, int depth) {
		if (depth > DEEPEST || ++this.count > MOST_NODES) {
			throw new MalformedBodyException("yaml: document contains excessive aliasing");
		}
		if (value instanceof Map<?, ?> entries) {
			ObjectNode object = this.nodes.objectNode();
			entries.forEach((key, item) -> object.set(String.valueOf(key), tree(item, depth + 1)));
			return object;
		}
		if (value instanceof Iterable<?> items) {
			ArrayNode array = this.nodes.arrayNode();
			items.forEach((item) -> array.add(tree(item, depth + 1)));
			return array;
		}
		return scalar(value);
	}

	private JsonNode scalar(@Nullable Object value) {
		if (value == null) {
			return this.nodes.nullNode();
		}
		if (value instanceof Boolean flag) {
			return this.nodes.booleanNode(flag);
		}
		if (value instanceof Integer number) {
			return this.nodes.numberNode(number);
		}
		if (value instanceof Long number) {
			return this.nodes.numberNode(number);
		}
		if (value instanceof BigInteger number) {
			return this.nodes.numberNode(number);
		}
		if (value instanceof Double number) {
			if (number.isNaN() || number.isInfinite()) {
				throw new MalformedBodyException("yaml: unsupported value: " + number);
			}
			return this.nodes.numberNode(BigDecimal.valueOf(number));
		}
		if (value instanceof byte[] bytes) {
			return this.nodes.stringNode(new String(bytes, StandardCharsets.UTF_8));
		}
		return this.nodes.stringNode(value.toString());
	}

	/**
	 * Resolves scalars as YAML 1.1 does, but for times, which stay texts.
	 */
	private static final class TextTimesResolver extends Resolver {

		@Override
		public void addImplicitResolver(Tag tag, Pattern pattern, @Nullable String first, int limit) {
			if (!tag.equals(Tag.TIMESTAMP)) {
				super.addImplicitResolver(tag, pattern, first, limit);
			}
		}

	}

}
