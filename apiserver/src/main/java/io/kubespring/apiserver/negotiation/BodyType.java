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
		if (contentType == null || contentType.isEmpty()) {
			return JSON;
		}
		int semicolon = contentType.indexOf(';');
		String type = essence(contentType, semicolon).strip().toLowerCase(Locale.ROOT);
		if (semicolon < 0 || MediaTypeParameters.areWellFormed(contentType.substring(semicolon))) {
			if (type.equals(JSON.mediaType)) {
				return JSON;
			}
			if (type.equals(YAML.mediaType)) {
				return YAML;
			}
		}
		throw ApiStatusException.unsupportedMediaType(REFUSED + "application/json, application/yaml");
	}

	/**
	 * The type of a patch: its case counts, and what stands behind a semicolon does not.
	 * @param contentType the header, {@code null} without one
	 * @return the type
	 * @throws ApiStatusException 415 for what is not understood
	 */
	public static BodyType ofPatch(@Nullable String contentType) {
		String type = (contentType != null) ? essence(contentType, contentType.indexOf(';')) : "";
		if (type.equals(JSON_PATCH.mediaType)) {
			return JSON_PATCH;
		}
		if (type.equals(MERGE_PATCH.mediaType)) {
			return MERGE_PATCH;
		}
		throw ApiStatusException
			.unsupportedMediaType(REFUSED + "application/json-patch+json, application/merge-patch+json");
	}

	private static String essence(String contentType, int semicolon) {
		return (semicolon > 0) ? contentType.substring(0, semicolon) : contentType;
	}

}
