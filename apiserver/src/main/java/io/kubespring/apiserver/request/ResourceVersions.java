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
	 * @throws ApiStatusException 400 if it is no number of 64 bits
	 */
	public static long parse(String resourceVersion, String prefix) {
		if (resourceVersion.isEmpty()) {
			return 0;
		}
		if (!resourceVersion.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) {
			throw invalid(resourceVersion, prefix, "invalid syntax");
		}
		try {
			return Long.parseLong(resourceVersion);
		}
		catch (NumberFormatException ex) {
			return larger(resourceVersion, prefix);
		}
	}

	/**
	 * The reference's numbers have one bit more than ours.
	 */
	private static long larger(String resourceVersion, String prefix) {
		try {
			Long.parseUnsignedLong(resourceVersion);
			return Long.MAX_VALUE;
		}
		catch (NumberFormatException ex) {
			throw invalid(resourceVersion, prefix, "value out of range");
		}
	}

	private static ApiStatusException invalid(String resourceVersion, String prefix, String problem) {
		String quoted = GoQuote.quote(resourceVersion);
		return ApiStatusException.badRequest(prefix + "resourceVersion: Invalid value: " + quoted
				+ ": strconv.ParseUint: parsing " + quoted + ": " + problem);
	}

}
