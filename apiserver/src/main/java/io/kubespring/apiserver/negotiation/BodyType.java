package io.kubespring.apiserver.negotiation;

import java.util.Locale;

import io.kubespring.apiserver.error.ApiStatusException;
import org.jspecify.annotations.Nullable;

/**
 * What a client says its body is.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public enum BodyType {

	/**
	 * JSON.
	 */
	JSON("application/json"),
	/**
	 * YAML.
	 */
	YAML("application/yaml"),
	/**
	 * A JSON patch.
	 */
	JSON_PATCH("application/json-patch+json"),
	/**
	 * A JSON merge patch.
	 */
	MERGE_PATCH("application/merge-patch+json");

	private static final String REFUSED = "the body of the request was in an unknown format"
			+ " - accepted media types include: ";

	private final String mediaType;

	BodyType(String mediaType) {
		this.mediaType = mediaType;
	}

	/**
	 * The type of a whole object.
	 * @param contentType the header, {@code null} or empty for JSON
	 * @return the type
	 * @throws ApiStatusException 415 for what is not understood
	 */
	public static BodyType ofObject(@Nullable String contentType) {
		if (contentType == null || contentType.isBlank()) {
			return JSON;
		}
		String type = essence(contentType).toLowerCase(Locale.ROOT);
		if (type.equals(JSON.mediaType) && isWellFormed(contentType)) {
			return JSON;
		}
		if (type.equals(YAML.mediaType) && isWellFormed(contentType)) {
			return YAML;
		}
		throw ApiStatusException.unsupportedMediaType(REFUSED + "application/json, application/yaml");
	}

	/**
	 * The type of a patch.
	 * @param contentType the header, {@code null} without one
	 * @return the type
	 * @throws ApiStatusException 415 for what is not understood
	 */
	public static BodyType ofPatch(@Nullable String contentType) {
		String type = (contentType != null) ? essence(contentType) : "";
		if (type.equals(JSON_PATCH.mediaType)) {
			return JSON_PATCH;
		}
		if (type.equals(MERGE_PATCH.mediaType)) {
			return MERGE_PATCH;
		}
		throw ApiStatusException
			.unsupportedMediaType(REFUSED + "application/json-patch+json, application/merge-patch+json");
	}

	private static String essence(String contentType) {
		int semicolon = contentType.indexOf(';');
		return ((semicolon < 0) ? contentType : contentType.substring(0, semicolon)).trim();
	}

	private static boolean isWellFormed(String contentType) {
		String[] pieces = contentType.split(";");
		for (int i = 1; i < pieces.length; i++) {
			if (!pieces[i].isBlank() && pieces[i].indexOf('=') < 1) {
				return false;
			}
		}
		return true;
	}

}
