package io.kubespring.apiserver.codec;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.kubespring.apiserver.error.GoQuote;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the first document of a YAML stream into a tree, as {@code sigs.k8s.io/yaml}
 * does: scalars by the rules of YAML 1.1, keys of any scalar but null as texts, merge
 * keys, aliases and nesting bounded.
 */
final class YamlReader {

	private static final int DEEPEST = 1000;

	private static final int FREE_ALIASED = 100;

	private static final int FREE_NODES = 1000;

	private static final int SMALL = 400_000;

	private static final int LARGE = 4_000_000;

	private static final double SHARE_OF_SMALL = 0.99;

	private static final double SHARE_OF_LARGE = 0.10;

	private static final Pattern VERSION = Pattern.compile("(?:#.*\\R|\\s*\\R|%TAG.*\\R)*+%YAML[ \\t]+(\\S+)");

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final Tag PLAIN = new Tag("!plain");

	private static final Set<Tag> RESOLVED = Set.of(PLAIN, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

	private final Set<Node> open = new HashSet<>();

	private final Set<String> duplicates = new LinkedHashSet<>();

	private final Set<Node> seen = new HashSet<>();

	private int aliasDepth;

	private int nodes;

	private int aliased;

	private YamlReader() {
	}

	/**
	 * Read a document.
	 * @param mistakes gets what is said twice, {@code null} to be told nothing
	 */
	static JsonNode read(byte[] yaml, @Nullable Collection<String> mistakes) {
		YamlReader reader = new YamlReader();
		JsonNode tree = reader.document(yaml);
		if (mistakes != null && !reader.duplicates.isEmpty()) {
			mistakes.add("yaml: unmarshal errors:\n  " + String.join("\n  ", reader.duplicates));
		}
		return tree;
	}

	private JsonNode document(byte[] yaml) {
		LoaderOptions options = new LoaderOptions();
		options.setMaxAliasesForCollections(Integer.MAX_VALUE);
		options.setNestingDepthLimit(DEEPEST);
		options.setCodePointLimit(Integer.MAX_VALUE);
		options.setAllowRecursiveKeys(true);
		Yaml parser = new Yaml(new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(),
				options, new PlainResolver());
		try {
			String text = text(yaml);
			Matcher version = VERSION.matcher(text);
			if (version.lookingAt() && !"1.1".equals(version.group(1))) {
				long line = text.substring(0, version.start(1)).lines().count() - 1;
				throw new MalformedBodyException(
						"yaml: " + ((line > 0) ? "line " + line + ": " : "") + "found incompatible YAML document");
			}
			Iterator<Node> documents = parser.composeAll(new StringReader(text)).iterator();
			return documents.hasNext() ? tree(documents.next()) : NODES.nullNode();
		}
		catch (MarkedYAMLException ex) {
			throw new MalformedBodyException(YamlProblem.of(ex));
		}
		catch (YAMLException ex) {
			throw new MalformedBodyException(YamlProblem.of(ex));
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
			throw new MalformedBodyException("yaml: invalid leading UTF-8 octet");
		}
	}

	private JsonNode tree(Node node) {
		boolean alias = !(node instanceof ScalarNode) && !this.seen.add(node);
		this.aliasDepth += alias ? 1 : 0;
		count();
		JsonNode tree = (node instanceof ScalarNode scalar) ? scalar(scalar) : container(node);
		this.aliasDepth -= alias ? 1 : 0;
		return tree;
	}

	private void count() {
		this.nodes++;
		this.aliased += (this.aliasDepth > 0) ? 1 : 0;
		if (this.aliased > FREE_ALIASED && this.nodes > FREE_NODES
				&& (double) this.aliased / this.nodes > allowedAliased(this.nodes)) {
			throw new MalformedBodyException("yaml: document contains excessive aliasing");
		}
	}

	/**
	 * The share of nodes that may come from aliases: nearly all in small documents, a
	 * tenth in large ones.
	 */
	private static double allowedAliased(int nodes) {
		if (nodes <= SMALL) {
			return SHARE_OF_SMALL;
		}
		return (nodes >= LARGE) ? SHARE_OF_LARGE
				: SHARE_OF_SMALL - (SHARE_OF_SMALL - SHARE_OF_LARGE) * (nodes - SMALL) / (LARGE - SMALL);
	}

	private JsonNode container(Node node) {
		if (!this.open.add(node)) {
			throw new MalformedBodyException("yaml: anchor '" + node.getAnchor() + "' value contains itself");
		}
		JsonNode tree = (node instanceof MappingNode mapping) ? object(mapping) : array((SequenceNode) node);
		this.open.remove(node);
		return tree;
	}

	private ArrayNode array(SequenceNode sequence) {
		ArrayNode array = NODES.arrayNode();
		sequence.getValue().forEach((item) -> array.add(tree(item)));
		return array;
	}

	private ObjectNode object(MappingNode mapping) {
		ObjectNode object = NODES.objectNode();
		addMembers(object, mapping, new HashSet<>());
		return object;
	}

	private void addMembers(ObjectNode object, MappingNode mapping, Set<JsonNode> said) {
		for (NodeTuple entry : mapping.getValue()) {
			if (isMerge(entry.getKeyNode())) {
				merge(object, entry.getValueNode(), said);
				continue;
			}
			JsonNode key = tree(entry.getKeyNode());
			JsonNode value = tree(entry.getValueNode());
			String name = name(key, value);
			if (!said.add(key)) {
				this.duplicates.add("line " + (entry.getKeyNode().getStartMark().getLine() + 1) + ": key "
						+ (key.isString() ? GoQuote.quote(name) : name) + " already set in map");
			}
			object.set(name, value);
		}
	}

	private static boolean isMerge(Node key) {
		return key instanceof ScalarNode scalar && scalar.getValue().equals("<<")
				&& (scalar.getTag().equals(Tag.MERGE) || scalar.getTag().equals(PLAIN));
	}

	/**
	 * Take another mapping's members as if they stood here; of several mappings the first
	 * one's count.
	 */
	private void merge(ObjectNode object, Node from, Set<JsonNode> said) {
		if (from instanceof SequenceNode several) {
			for (int i = several.getValue().size() - 1; i >= 0; i--) {
				mergeOne(object, several.getValue().get(i), said);
			}
			return;
		}
		mergeOne(object, from, said);
	}

	private void mergeOne(ObjectNode object, Node from, Set<JsonNode> said) {
		if (!(from instanceof MappingNode mapping)) {
			throw new MalformedBodyException("yaml: map merge requires map or sequence of maps as the value");
		}
		count();
		addMembers(object, mapping, said);
	}

	private static String name(JsonNode key, JsonNode value) {
		if (key.isContainer()) {
			throw new MalformedBodyException("yaml: invalid map key: " + shown(key));
		}
		if (key.isNull()) {
			throw new MalformedBodyException("unsupported map key of type: %!s(<nil>), key: <nil>, value: "
					+ (value.isNull() ? "<nil>" : shown(value)));
		}
		return key.isDouble() ? GoFloat.writeGeneral(key.doubleValue()) : key.asString();
	}

	private static JsonNode scalar(ScalarNode scalar) {
		String text = scalar.getValue();
		Tag tag = scalar.getTag();
		if (tag.equals(Tag.BINARY)) {
			return NODES.stringNode(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
		}
		if (!RESOLVED.contains(tag)) {
			return NODES.stringNode(text);
		}
		JsonNode value = GoYamlScalar.resolve(text);
		String expected = "!!" + tag.getValue().substring(tag.getValue().lastIndexOf(':') + 1);
		boolean whole = tag.equals(Tag.FLOAT) && value.isIntegralNumber();
		if (!tag.equals(PLAIN) && !whole && !expected.equals(GoYamlScalar.tag(value))) {
			throw new MalformedBodyException(
					"yaml: cannot decode " + GoYamlScalar.tag(value) + " `" + text + "` as a " + expected);
		}
		return value;
	}

	/**
	 * A value as Go's verb {@code %#v} shows it.
	 */
	private static String shown(JsonNode value) {
		return switch (value.getNodeType()) {
			case NULL -> "interface {}(nil)";
			case STRING -> GoQuote.quote(value.stringValue());
			case OBJECT -> value.properties()
				.stream()
				.map((member) -> GoQuote.quote(member.getKey()) + ":" + shown(member.getValue()))
				.sorted()
				.collect(Collectors.joining(", ", "map[interface {}]interface {}{", "}"));
			case ARRAY ->
				value.valueStream().map(YamlReader::shown).collect(Collectors.joining(", ", "[]interface {}{", "}"));
			default -> value.asString();
		};
	}

	/**
	 * Leaves plain scalars to us.
	 */
	private static final class PlainResolver extends Resolver {

		@Override
		public Tag resolve(NodeId kind, String value, boolean implicit) {
			return (kind == NodeId.scalar && implicit) ? PLAIN : super.resolve(kind, value, implicit);
		}

	}

}
