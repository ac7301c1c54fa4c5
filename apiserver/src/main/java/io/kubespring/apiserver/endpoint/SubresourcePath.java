package io.kubespring.apiserver.endpoint;

import io.kubespring.apiserver.request.RequestInfo;

/**
 * The part of a path behind a subresource, after {@code getRequestOptions} of
 * {@code k8s.io/apiserver/pkg/endpoints/handlers}.
 */
final class SubresourcePath {

	/**
	 * Resource, name and subresource.
	 */
	private static final int PARTS_OF_SUBRESOURCE = 3;

	private SubresourcePath() {
	}

	/**
	 * What follows the subresource, not decoded, with its slash at the end if it has one.
	 * Slashes that are escaped separate parts, as they do for {@link RequestInfo}.
	 */
	static String of(String rawPath, RequestInfo info) {
		int behind = info.parts().size() - PARTS_OF_SUBRESOURCE;
		int end = rawPath.length();
		int last = end;
		while (last > 0 && isSlash(rawPath, last - 1)) {
			last--;
		}
		String path = (behind > 0) ? rawPath.substring(start(rawPath, last, behind), last) : "";
		if (!path.startsWith("/")) {
			path = "/" + path;
		}
		return (last < end && !path.endsWith("/")) ? path + "/" : path;
	}

	/**
	 * Where the last parts begin.
	 */
	private static int start(String path, int end, int parts) {
		int left = parts;
		int i = end;
		while (i > 0) {
			int length = separator(path, i);
			if (length > 0 && --left == 0) {
				return i;
			}
			i -= Math.max(length, 1);
		}
		return 0;
	}

	/**
	 * The length of the separator that ends at a place, 0 if none does.
	 */
	private static int separator(String path, int end) {
		if (isSlash(path, end - 1)) {
			return 1;
		}
		return (end >= 3 && path.regionMatches(true, end - 3, "%2f", 0, 3)) ? 3 : 0;
	}

	private static boolean isSlash(String path, int index) {
		return path.charAt(index) == '/';
	}

}
