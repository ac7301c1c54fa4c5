package io.kubespring.apiserver.request;

import java.math.BigInteger;

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
	 * Whether a text names a revision.
	 * @param resourceVersion the text
	 * @return {@code false} for what is no number, too large or zero
	 */
	public static boolean isRevision(String resourceVersion) {
		return isNumber(resourceVersion) && fits(resourceVersion) && parse(resourceVersion, "") > 0;
	}

	private static boolean isNumber(String text) {
		return text.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
	}

	private static boolean fits(String number) {
		return new BigInteger("0" + number).bitLength() <= Long.SIZE;
	}

	/**
	 * Read the resource version that an update is based on.
	 * @param resourceVersion the resource version, empty for none
	 * @return the revision, 0 for none
	 * @throws ApiStatusException 400 if it is no number
	 */
	public static long parsePrecondition(String resourceVersion) {
		boolean number = isNumber(resourceVersion);
		if (!number || !fits(resourceVersion)) {
			throw ApiStatusException.badRequest("strconv.ParseUint: parsing " + GoQuote.quote(resourceVersion) + ": "
					+ (number ? "value out of range" : "invalid syntax"));
		}
		return parse(resourceVersion, "");
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
		if (!isNumber(resourceVersion)) {
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
