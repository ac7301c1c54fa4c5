package io.kubespring.apiserver.request;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;

/**
 * Resource versions as clients name them.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ResourceVersions {

	private ResourceVersions() {
	}

	/**
	 * Read a resource version.
	 * @param resourceVersion the resource version, empty for none
	 * @param prefix what a message about a malformed one begins with
	 * @return the revision, 0 for none, the largest for one that is too large
	 * @throws ApiStatusException 400 if it is no number
	 */
	public static long parse(String resourceVersion, String prefix) {
		if (!resourceVersion.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) {
			throw ApiStatusException
				.badRequest(prefix + "resourceVersion: Invalid value: " + GoQuote.quote(resourceVersion)
						+ ": strconv.ParseUint: parsing " + GoQuote.quote(resourceVersion) + ": invalid syntax");
		}
		try {
			return resourceVersion.isEmpty() ? 0 : Long.parseLong(resourceVersion);
		}
		catch (NumberFormatException ex) {
			return Long.MAX_VALUE;
		}
	}

}
