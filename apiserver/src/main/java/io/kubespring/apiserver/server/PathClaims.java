package io.kubespring.apiserver.server;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whose a path is: the API's, the application's, or the application's but guarded as the
 * API is.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class PathClaims {

	private static final List<String> ROOTS = List.of("/apis", "/api", "/openapi", "/livez", "/readyz", "/healthz");

	private final List<String> guarded;

	private final BooleanSupplier ownsRoot;

	/**
	 * Create claims.
	 * @param guarded roots of the application, such as the actuator's, whose callers are
	 * authenticated and authorized as for paths of the API
	 * @param ownsRoot whether {@code /} answers with the index of paths
	 */
	public PathClaims(List<String> guarded, BooleanSupplier ownsRoot) {
		this.guarded = List.copyOf(guarded);
		this.ownsRoot = ownsRoot;
	}

	Owner owner(String path) {
		if (path.equals("/version") || path.equals("/version/")) {
			return Owner.API;
		}
		if (path.equals("/") || path.equals("/index.html") || path.isEmpty()) {
			return this.ownsRoot.getAsBoolean() ? Owner.API : Owner.APPLICATION;
		}
		if (isBelowAny(path, ROOTS)) {
			return Owner.API;
		}
		return isBelowAny(withoutParameters(path), this.guarded) ? Owner.GUARDED_APPLICATION : Owner.APPLICATION;
	}

	/**
	 * The path as the application's mappings see it, which pass over path parameters.
	 */
	private static String withoutParameters(String path) {
		return (path.indexOf(';') != -1) ? path.replaceAll(";[^/]*", "") : path;
	}

	static boolean isBelowAny(String path, List<String> roots) {
		for (String root : roots) {
			if (path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
				return true;
			}
		}
		return false;
	}

	enum Owner {

		API, GUARDED_APPLICATION, APPLICATION

	}

}
