package io.kubespring.apiserver.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trees as bytes and bytes as trees. What it writes is canonical: compact, in UTF-8, the
 * members of every object in the order of their names and escaped as Go does, as custom
 * resources are written. Its mapper is its own, so that an application's settings cannot
 * change the wire format. Safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class TreeCodec {

	/**
	 * The codec that everybody may share: it has no settings.
	 */
	public static final TreeCodec SHARED = new TreeCodec();

	private static final int DEEPEST = GoJsonSyntax.DEEPEST;

	private static final Comparator<String> BY_CODE_POINT = TreeCodec::compareCodePoints;

	private final JsonMapper mapper = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(DEEPEST)
				.maxNumberLength(Integer.MAX_VALUE)
				.maxNameLength(Integer.MAX_VALUE)
				.maxStringLength(Integer.MAX_VALUE)
				.build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEEPEST + 1).build())
			.characterEscapes(new GoEscapes())
			.disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private TreeCodec() {
	}

	/**
	 * Read a JSON document.
	 * @param json the document
	 * @return its tree
	 * @throws MalformedBodyException if it is not JSON
	 */
	public JsonNode readTree(byte[] json) {
		return readTree(json, null);
	}

	/**
	 * Read a JSON document and tell what it says twice.
	 * @param json the document
	 * @param duplicates gets a text for each member that has the name of an earlier one,
	 * {@code null} to be told nothing
	 * @return its tree
	 * @throws MalformedBodyException if it is not JSON
	 */
	public JsonNode readTree(byte[] json, @Nullable Collection<String> duplicates) {
		if (looksForeign(json)) {
			return readText(json, duplicates);
		}
		try (JsonParser parser = this.mapper.createParser(json)) {
			return required(new TreeReader(duplicates).read(parser));
		}
		catch (JacksonException | MalformedBodyException ex) {
			return readText(json, duplicates);
		}
	}

	/**
	 * Whether the parser would take the document for another encoding than UTF-8.
	 */
	private static boolean looksForeign(byte[] json) {
		return json.length > 0 && (json[0] < 0 || json[0] == 0 || (json.length > 1 && json[1] == 0));
	}

	/**
	 * Refuse a document in the reference's words. What the reference reads all the same,
	 * octets that are no UTF-8, is read as characters.
	 */
	private JsonNode readText(byte[] json, @Nullable Collection<String> duplicates) {
		String problem = GoJsonSyntax.problem(json);
		if (problem != null) {
			throw new MalformedBodyException(problem);
		}
		try (JsonParser parser = this.mapper.createParser(new String(json, StandardCharsets.UTF_8))) {
			return required(new TreeReader(duplicates).read(parser));
		}
		catch (JacksonException ex) {
			throw new MalformedBodyException(ex.getOriginalMessage());
		}
	}

	private static JsonNode required(@Nullable JsonNode tree) {
		if (tree == null) {
			throw new MalformedBodyException("unexpected end of JSON input");
		}
		return tree;
	}

	/**
	 * Read a JSON object.
	 * @param json the document
	 * @return its tree
	 * @throws MalformedBodyException if it is not a JSON object
	 */
	public ObjectNode readObject(byte[] json) {
		if (readTree(json) instanceof ObjectNode object) {
			return object;
		}
		throw new MalformedBodyException("json: cannot unmarshal the document into an object");
	}

	/**
	 * Read the first document of a YAML stream.
	 * @param yaml the stream
	 * @return its tree
	 * @throws MalformedBodyException if it is not YAML
	 */
	public JsonNode readYaml(byte[] yaml) {
		return readYaml(yaml, null);
	}

	/**
	 * Read the first document of a YAML stream and tell what it says twice.
	 * @param yaml the stream
	 * @param mistakes gets a text about all that is said twice, {@code null} to be told
	 * nothing
	 * @return its tree
	 * @throws MalformedBodyException if it is not YAML
	 */
	public JsonNode readYaml(byte[] yaml, @Nullable Collection<String> mistakes) {
		return YamlReader.read(yaml, mistakes);
	}

	/**
	 * Write a tree.
	 * @param tree the tree
	 * @return canonical JSON
	 */
	public byte[] write(JsonNode tree) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
		try (JsonGenerator generator = this.mapper.createGenerator(bytes)) {
			write(tree, generator, 0);
		}
		return bytes.toByteArray();
	}

	/**
	 * Write an object as it is stored.
	 * @param object the object; left as it is but for its resource version
	 * @return canonical JSON without resource version
	 */
	public byte[] writeStored(ObjectNode object) {
		if (object.get("metadata") instanceof ObjectNode metadata) {
			metadata.remove("resourceVersion");
		}
		return write(object);
	}

	private void write(JsonNode tree, JsonGenerator generator, int depth) {
		if (depth > DEEPEST) {
			throw new MalformedBodyException("exceeded max depth");
		}
		if (tree instanceof ObjectNode object) {
			List<String> names = new ArrayList<>(object.propertyNames());
			names.sort(BY_CODE_POINT);
			generator.writeStartObject();
			for (String name : names) {
				generator.writeName(name);
				write(object.get(name), generator, depth + 1);
			}
			generator.writeEndObject();
		}
		else if (tree.isArray()) {
			generator.writeStartArray();
			for (JsonNode item : tree) {
				write(item, generator, depth + 1);
			}
			generator.writeEndArray();
		}
		else if (tree.isDouble()) {
			generator.writeNumber(GoFloat.write(tree.doubleValue()));
		}
		else {
			generator.writeTree(tree);
		}
	}

	/**
	 * Order texts as their UTF-8 bytes, which differs from the order of Java's characters
	 * where surrogates meet others.
	 */
	private static int compareCodePoints(String left, String right) {
		int length = Math.min(left.length(), right.length());
		for (int i = 0; i < length; i++) {
			char a = left.charAt(i);
			char b = right.charAt(i);
			if (a != b) {
				boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
				return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
			}
		}
		return Integer.compare(left.length(), right.length());
	}

	/**
	 * End compact JSON as Go's encoder does.
	 * @param json the JSON
	 * @return a copy with a newline behind it
	 */
	public byte[] line(byte[] json) {
		byte[] line = Arrays.copyOf(json, json.length + 1);
		line[json.length] = '\n';
		return line;
	}

	/**
	 * Indent a document by two spaces.
	 * @param json JSON
	 * @return the same document on several lines, without newline at the end
	 */
	public byte[] pretty(byte[] json) {
		return new JsonIndenter().indent(json);
	}

	/**
	 * Turn a document into YAML.
	 * @param json JSON
	 * @return the same document as YAML with sorted members
	 */
	public byte[] yaml(byte[] json) {
		return YamlWriter.write(readTree(json));
	}

	/**
	 * The mapper for trees.
	 * @return the mapper, never to be reconfigured
	 */
	public JsonMapper mapper() {
		return this.mapper;
	}

}
