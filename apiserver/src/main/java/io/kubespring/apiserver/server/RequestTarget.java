package io.kubespring.apiserver.server;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Holds that the path and query of a request are those that were sent. They are put
 * together from more: from {@code X-Forwarded-Prefix} where Boot follows the headers of
 * proxies, which in a cluster it does unasked, and from the text of {@code Host}. Any
 * client could so show one path to the application's mappings and another to what guards
 * them.
 */
final class RequestTarget {

	private RequestTarget() {
	}

	/**
	 * The request as it was sent, without what a proxy is said to have taken away.
	 * @return the request, itself if there is nothing to take out of it; {@code null} if
	 * it is not what was sent
	 */
	static @Nullable ServerHttpRequest asSent(ServerHttpRequest request) {
		String target = Connections.target(request);
		if (target == null) {
			return request;
		}
		String prefix = Connections.forwardedPrefix(request);
		ServerHttpRequest sent = prefix.isEmpty() ? request : without(request, prefix);
		return (sent != null && isSent(target, sent.getURI())) ? sent : null;
	}

	private static @Nullable ServerHttpRequest without(ServerHttpRequest request, String prefix) {
		URI uri = request.getURI();
		String path = uri.getRawPath();
		if (!path.startsWith(prefix) || (path.length() > prefix.length() && path.charAt(prefix.length()) != '/')) {
			return null;
		}
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		URI sent = URI
			.create(uri.getScheme() + "://" + uri.getRawAuthority() + path.substring(prefix.length()) + query);
		return request.mutate().uri(sent).contextPath("").build();
	}

	/**
	 * Whether a target is a path and a query and nothing else, in origin-form or with a
	 * scheme and an authority before.
	 */
	private static boolean isSent(String target, URI uri) {
		int from = 0;
		if (target.isEmpty() || target.charAt(0) != '/') {
			int authority = target.indexOf("://");
			if (authority < 0) {
				return false;
			}
			from = authority + 3;
			while (from < target.length() && target.charAt(from) != '/' && target.charAt(from) != '?') {
				from++;
			}
		}
		String path = uri.getRawPath();
		String query = uri.getRawQuery();
		int end = from + path.length();
		if (query == null) {
			return target.length() == end && target.startsWith(path, from);
		}
		return target.length() == end + 1 + query.length() && target.startsWith(path, from) && target.charAt(end) == '?'
				&& target.startsWith(query, end + 1);
	}

}
