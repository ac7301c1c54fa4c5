package io.kubespring.apiserver.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What readers need to know of an object, found in one pass over its bytes, and where its
 * resource version belongs.
 *
 * @param name the name
 * @param namespace the namespace, may be empty
 * @param uid the uid, may be empty
 * @param labels the labels
 * @param terminating whether there is a deletion time
 * @param metadataStart offset of the metadata's opening brace
 * @param metadataEnd offset behind the metadata's closing brace
 * @param revisionOffset offset at which the resource version belongs
 * @param revisionComesFirst whether nothing stands before it in the metadata
 * @param revisionNeedsComma whether a comma must follow it
 */
record ObjectScan(String name, String namespace, String uid, Map<String, String> labels, boolean terminating,
		int metadataStart, int metadataEnd, int revisionOffset, boolean revisionComesFirst,
		boolean revisionNeedsComma) {

	private static final JsonFactory FACTORY = new JsonFactory();

	static ObjectScan of(byte[] json) {
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
			Scanner scanner = new Scanner(parser);
			if (parser.nextToken() == JsonToken.START_OBJECT) {
				while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
					boolean metadata = parser.currentName().equals("metadata");
					if (parser.nextToken() == JsonToken.START_OBJECT && metadata) {
						scanner.metadata();
						return scanner.result();
					}
					parser.skipChildren();
				}
			}
		}
		catch (JacksonException ex) {
			throw new MalformedBodyException(ex.getOriginalMessage());
		}
		throw new MalformedBodyException("an object without metadata");
	}

	/**
	 * Reads the members of the metadata, which are in the order of their names.
	 */
	private static final class Scanner {

		private final JsonParser parser;

		private String name = "";

		private String namespace = "";

		private String uid = "";

		private Map<String, String> labels = Map.of();

		private boolean terminating;

		private int metadataStart;

		private int metadataEnd;

		private int revisionOffset = -1;

		private boolean revisionComesFirst = true;

		private boolean revisionNeedsComma;

		Scanner(JsonParser parser) {
			this.parser = parser;
		}

		void metadata() {
			this.metadataStart = tokenOffset();
			int behind = this.metadataStart + 1;
			while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String member = this.parser.currentName();
				if (this.revisionOffset < 0 && member.compareTo("resourceVersion") > 0) {
					place(tokenOffset(), behind == this.metadataStart + 1, true);
				}
				JsonToken token = this.parser.nextToken();
				if (token == JsonToken.VALUE_STRING) {
					text(member, this.parser.getString());
				}
				else if (token == JsonToken.START_OBJECT && member.equals("labels")) {
					this.labels = strings();
				}
				else {
					this.parser.skipChildren();
				}
				behind = (int) this.parser.currentLocation().getByteOffset();
			}
			this.metadataEnd = tokenOffset() + 1;
			if (this.revisionOffset < 0) {
				place(tokenOffset(), behind == this.metadataStart + 1, false);
			}
		}

		private void place(int offset, boolean first, boolean comma) {
			this.revisionOffset = offset;
			this.revisionComesFirst = first || comma;
			this.revisionNeedsComma = comma;
		}

		private void text(String member, String value) {
			switch (member) {
				case "name":
					this.name = value;
					break;
				case "namespace":
					this.namespace = value;
					break;
				case "uid":
					this.uid = value;
					break;
				case "deletionTimestamp":
					this.terminating = true;
					break;
				default:
			}
		}

		private Map<String, String> strings() {
			Map<String, String> strings = new LinkedHashMap<>();
			while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String key = this.parser.currentName();
				this.parser.nextToken();
				@Nullable String value = this.parser.getString();
				strings.put(key, (value != null) ? value : "");
			}
			return Collections.unmodifiableMap(strings);
		}

		private int tokenOffset() {
			return (int) this.parser.currentTokenLocation().getByteOffset();
		}

		ObjectScan result() {
			return new ObjectScan(this.name, this.namespace, this.uid, this.labels, this.terminating,
					this.metadataStart, this.metadataEnd, this.revisionOffset, this.revisionComesFirst,
					this.revisionNeedsComma);
		}

	}

}
