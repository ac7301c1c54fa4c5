package io.kubespring.apiserver.server;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Takes {@code X-Forwarded-Prefix} back out of a path. Where Boot follows the headers of
 * proxies, which in a cluster it does unasked, any client can put something in front of
 * the path that it sends, and the application's mappings pass over it. The API's paths
 * are those that were sent.
 */
final class ForwardedPrefix {

	private ForwardedPrefix() {
	}

	/**
	 * The request as it was sent.
	 * @return the request, itself if nothing is in front of its path; {@code null} if
	 * nobody can say what was sent
	 */
	static @Nullable ServerHttpRequest without(ServerHttpRequest request) {
		String prefix = Connections.forwardedPrefix(request);
		return prefix.isEmpty() ? request : without(request, prefix);
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

}
