package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.codec.TreeCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of a continue token, read with the leniency of Go's {@code encoding/json}:
 * names in any case, the last of several, null as absent, unknown ones passed over. Of
 * wrong types the first is told.
 */
final class ContinueTokenMembers {

	private String version = "";

	private long revision;

	private String start = "";

	private @Nullable String problem;

	private ContinueTokenMembers() {
	}

	/**
	 * Read a token.
	 * @param json JSON without mistakes of syntax
	 */
	static ContinueTokenMembers read(String json) {
		ContinueTokenMembers members = new ContinueTokenMembers();
		try (JsonParser parser = TreeCodec.SHARED.mapper().createParser(json)) {
			members.read(parser);
		}
		catch (JacksonException ex) {
			members.report("invalid value");
		}
		return members;
	}

	String version() {
		return this.version;
	}

	long revision() {
		return this.revision;
	}

	String start() {
		return this.start;
	}

	@Nullable String problem() {
		return this.problem;
	}

	private void read(JsonParser parser) {
		JsonToken document = parser.nextToken();
		if (document != JsonToken.START_OBJECT) {
			if (document != JsonToken.VALUE_NULL) {
				report("json: cannot unmarshal " + type(document) + " into Go value of type storage.continueToken");
			}
			return;
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			JsonToken value = parser.nextToken();
			if (name.equalsIgnoreCase("v")) {
				this.version = text(parser, value, "v", this.version);
			}
			else if (name.equalsIgnoreCase("start")) {
				this.start = text(parser, value, "start", this.start);
			}
			else if (name.equalsIgnoreCase("rv")) {
				number(parser, value);
			}
			parser.skipChildren();
		}
	}

	private String text(JsonParser parser, JsonToken value, String field, String present) {
		if (value == JsonToken.VALUE_STRING) {
			return parser.getString();
		}
		mismatch(value, type(value), field, "string");
		return present;
	}

	private void number(JsonParser parser, JsonToken value) {
		if (!value.isNumeric()) {
			mismatch(value, type(value), "rv", "int64");
			return;
		}
		String digits = parser.getString();
		try {
			this.revision = Long.parseLong(digits);
		}
		catch (NumberFormatException ex) {
			mismatch(value, "number " + digits, "rv", "int64");
		}
	}

	private void mismatch(JsonToken value, String shown, String field, String wanted) {
		if (value != JsonToken.VALUE_NULL) {
			report("json: cannot unmarshal " + shown + " into Go struct field continueToken." + field + " of type "
					+ wanted);
		}
	}

	private void report(String problem) {
		if (this.problem == null) {
			this.problem = problem;
		}
	}

	private static String type(JsonToken token) {
		return switch (token) {
			case START_OBJECT -> "object";
			case START_ARRAY -> "array";
			case VALUE_STRING -> "string";
			case VALUE_TRUE, VALUE_FALSE -> "bool";
			default -> "number";
		};
	}

}
