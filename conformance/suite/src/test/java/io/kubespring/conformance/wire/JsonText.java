package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Where the strings of a JSON text are, so that some can be replaced without touching
 * anything else.
 */
final class JsonText {

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(20000)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.build())
		.build();

	private final String text;

	private final List<Leaf> leaves = new ArrayList<>();

	private final Map<String, String> values = new HashMap<>();

	private final List<int[]> fieldOwners = new ArrayList<>();

	private JsonText(String text) {
		this.text = text;
	}

	/**
	 * Read a text.
	 * @return its strings, or {@code null} if it is no JSON
	 */
	static @Nullable JsonText read(String text) {
		JsonText json = new JsonText(text);
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
			json.scan(parser);
			return json;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private void scan(JsonParser parser) {
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			if (token == JsonToken.PROPERTY_NAME && "managedFields".equals(parser.currentName())) {
				skip(parser);
			}
			else if (token == JsonToken.VALUE_STRING) {
				int start = (int) parser.currentTokenLocation().getCharOffset();
				String path = parser.streamReadContext().pathAsPointer().toString();
				this.leaves.add(new Leaf(path, start + 1, closing(start + 1), parser.getString()));
				this.values.put(path, parser.getString());
			}
		}
	}

	private void skip(JsonParser parser) {
		int start = (int) parser.currentTokenLocation().getCharOffset();
		boolean first = this.text.lastIndexOf(',', start) < this.text.lastIndexOf('{', start);
		parser.nextToken();
		parser.skipChildren();
		int end = (int) parser.currentTokenLocation().getCharOffset() + parser.getString().length();
		this.fieldOwners.add(first ? new int[] { start, this.text.indexOf(',', end) + 1 }
				: new int[] { this.text.lastIndexOf(',', start), end });
	}

	private int closing(int from) {
		int end = from;
		while (this.text.charAt(end) != '"') {
			end += (this.text.charAt(end) != '\\') ? 1 : 2;
		}
		return end;
	}

	/**
	 * The whole text.
	 */
	String text() {
		return this.text;
	}

	/**
	 * All strings that are values.
	 */
	List<Leaf> leaves() {
		return this.leaves;
	}

	/**
	 * Where the members {@code managedFields} begin and end, each with one comma.
	 */
	List<int[]> fieldOwners() {
		return this.fieldOwners;
	}

	/**
	 * The string at a path.
	 */
	@Nullable String at(String path) {
		return this.values.get(path);
	}

	/**
	 * A string.
	 *
	 * @param path its JSON pointer
	 * @param start where it begins, behind the quote
	 * @param end where its closing quote is
	 * @param value what it says
	 */
	record Leaf(String path, int start, int end, String value) {

		String parent() {
			return this.path.substring(0, this.path.lastIndexOf('/'));
		}

		String name() {
			return this.path.substring(this.path.lastIndexOf('/') + 1);
		}

	}

}
