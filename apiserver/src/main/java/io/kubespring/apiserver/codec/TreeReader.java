package io.kubespring.apiserver.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

import io.kubespring.apiserver.error.GoQuote;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds a tree from tokens as {@code sigs.k8s.io/json} does: of several members with one
 * name the last one counts and the name is told, numbers are {@code int64} or
 * {@code float64}, halves of surrogate pairs are replaced. Needs no stack, however deep
 * the document is.
 */
final class TreeReader {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final Deque<Level> levels = new ArrayDeque<>();

	private final @Nullable Collection<String> duplicates;

	private @Nullable String tooLarge;

	TreeReader(@Nullable Collection<String> duplicates) {
		this.duplicates = duplicates;
	}

	/**
	 * Read one document.
	 * @return the tree, or {@code null} if there is none
	 */
	@Nullable JsonNode read(JsonParser parser) {
		JsonNode whole = null;
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			if (token == JsonToken.PROPERTY_NAME) {
				this.levels.getFirst().name = whole(parser.currentName());
				continue;
			}
			if (whole != null) {
				throw new MalformedBodyException("something follows the document");
			}
			JsonNode closed = token.isStructEnd() ? this.levels.removeFirst().node : null;
			JsonNode read = (closed != null) ? closed : add(value(parser, token));
			if (read.isContainer() && closed == null) {
				this.levels.addFirst(new Level(read));
			}
			if (this.levels.isEmpty()) {
				whole = read;
			}
		}
		if (whole != null && this.tooLarge != null) {
			throw new UnrepresentableNumberException(this.tooLarge, whole);
		}
		return whole;
	}

	private JsonNode add(JsonNode value) {
		Level level = this.levels.peekFirst();
		if (level == null) {
			return value;
		}
		if (level.node instanceof ObjectNode object) {
			if (object.replace(level.name, value) != null && this.duplicates != null) {
				this.duplicates.add("duplicate field " + GoQuote.quote(path()));
			}
		}
		else {
			((ArrayNode) level.node).add(value);
		}
		return value;
	}

	private JsonNode value(JsonParser parser, JsonToken token) {
		return switch (token) {
			case START_OBJECT -> NODES.objectNode();
			case START_ARRAY -> NODES.arrayNode();
			case VALUE_STRING -> NODES.stringNode(whole(parser.getString()));
			case VALUE_TRUE -> NODES.booleanNode(true);
			case VALUE_FALSE -> NODES.booleanNode(false);
			case VALUE_NULL -> NODES.nullNode();
			default -> number(parser.getString());
		};
	}

	private JsonNode number(String text) {
		JsonNode number = GoFloat.parse(text);
		if (number != null) {
			return number;
		}
		this.tooLarge = (this.tooLarge != null) ? this.tooLarge : text;
		return NODES.numberNode(0);
	}

	private String path() {
		List<String> steps = new ArrayList<>();
		this.levels.descendingIterator().forEachRemaining((level) -> {
			if (level.node instanceof ArrayNode array) {
				steps.add("[" + (array.size() - 1) + "]");
			}
			else {
				steps.add(steps.isEmpty() ? level.name : "." + level.name);
			}
		});
		return String.join("", steps);
	}

	/**
	 * The text with halves of surrogate pairs replaced.
	 */
	static String whole(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!Character.isSurrogate(text.charAt(i))) {
				continue;
			}
			if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
				i++;
				continue;
			}
			StringBuilder repaired = new StringBuilder(text.length());
			text.codePoints()
				.forEach((point) -> repaired.appendCodePoint(
						(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) ? 0xfffd : point));
			return repaired.toString();
		}
		return text;
	}

	private static final class Level {

		private final JsonNode node;

		private String name = "";

		Level(JsonNode node) {
			this.node = node;
		}

	}

}
