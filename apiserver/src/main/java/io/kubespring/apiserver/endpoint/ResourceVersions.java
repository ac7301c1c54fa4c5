package io.kubespring.apiserver.endpoint;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;

/**
 * Resource versions as clients name them.
 */
final class ResourceVersions {

	private ResourceVersions() {
	}

	/**
	 * Read a resource version.
	 * @param prefix what a message about a malformed one begins with
	 * @return the revision, 0 for none
	 */
	static long parse(String resourceVersion, String prefix) {
		if (resourceVersion.isEmpty()) {
			return 0;
		}
		try {
			long revision = Long.parseLong(resourceVersion);
			if (revision >= 0 && Character.isDigit(resourceVersion.charAt(0))) {
				return revision;
			}
		}
		catch (NumberFormatException ex) {
			if (resourceVersion.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) {
				return Long.MAX_VALUE;
			}
		}
		throw ApiStatusException.badRequest(prefix + "resourceVersion: Invalid value: " + GoQuote.quote(resourceVersion)
				+ ": strconv.ParseUint: parsing " + GoQuote.quote(resourceVersion) + ": invalid syntax");
	}

}
