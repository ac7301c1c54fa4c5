package io.kubespring.apiserver.codec;

import tools.jackson.databind.JsonNode;

/**
 * A number that is JSON but larger than any {@code float64}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class UnrepresentableNumberException extends MalformedBodyException {

	private final transient JsonNode document;

	/**
	 * Create an exception.
	 * @param number the number as the client wrote it
	 * @param document the document with another number in its place
	 */
	public UnrepresentableNumberException(String number, JsonNode document) {
		super("json: cannot unmarshal number " + number + " into Go value of type float64");
		this.document = document;
	}

	/**
	 * The rest of the document.
	 * @return the document with another number in the place of the one that is too large
	 */
	public JsonNode document() {
		return this.document;
	}

}
