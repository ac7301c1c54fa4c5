package io.kubespring.apiserver.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.kubespring.apiserver.meta.PercentDecoder;
import io.kubespring.apiserver.selector.FieldSelector;
import io.kubespring.apiserver.selector.SelectorSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request asks, after {@code RequestInfoFactory.NewRequestInfo} of
 * {@code k8s.io/apiserver/pkg/endpoints/request}: the path is decoded once, its outer
 * slashes are trimmed, and nothing else about it is tidied.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class RequestInfoParser {

	private RequestInfoParser() {
	}

	/**
	 * Read a request.
	 * @param method the HTTP method
	 * @param rawPath the path as in the URL
	 * @param query the query's parameters
	 * @return what is asked
	 * @throws RequestInfoException if nobody can say
	 */
	public static RequestInfo parse(String method, String rawPath, QueryParameters query) {
		@Nullable String decoded = PercentDecoder.decode(rawPath, false);
		String path = (decoded != null) ? decoded : rawPath;
		List<String> parts = split(path);
		boolean grouped = !parts.isEmpty() && parts.get(0).equals("apis");
		boolean core = !parts.isEmpty() && parts.get(0).equals("api");
		if (parts.size() < 3 || !(grouped || core) || (grouped && parts.size() < 4)) {
			return new RequestInfo(false, path, method.toLowerCase(Locale.ROOT), "", "", "", "", "", "", "", List.of(),
					"", "", false);
		}
		return new Reading(method, path, query).read(parts, grouped);
	}

	/**
	 * What a request of a method is authorized as, as long as its path does not say more.
	 * @param method the HTTP method
	 * @return the verb, empty for methods that have none
	 */
	public static String verbOf(String method) {
		return switch (method) {
			case "POST" -> "create";
			case "GET", "HEAD" -> "get";
			case "PUT" -> "update";
			case "PATCH" -> "patch";
			case "DELETE" -> "delete";
			default -> "";
		};
	}

	private static List<String> split(String path) {
		int start = 0;
		int end = path.length();
		while (start < end && path.charAt(start) == '/') {
			start++;
		}
		while (end > start && path.charAt(end - 1) == '/') {
			end--;
		}
		List<String> parts = new ArrayList<>(8);
		if (start == end) {
			return parts;
		}
		int from = start;
		for (int i = start; i < end; i++) {
			if (path.charAt(i) == '/') {
				parts.add(path.substring(from, i));
				from = i + 1;
			}
		}
		parts.add(path.substring(from, end));
		return parts;
	}

	/**
	 * One resource request on its way to being understood.
	 */
	private static final class Reading {

		private final String method;

		private final String path;

		private final QueryParameters query;

		private String verb = "";

		private String namespace = "";

		private String name = "";

		private String subresource = "";

		private String fieldSelector = "";

		private String labelSelector = "";

		private boolean special;

		Reading(String method, String path, QueryParameters query) {
			this.method = method;
			this.path = path;
			this.query = query;
		}

		RequestInfo read(List<String> parts, boolean grouped) {
			String group = grouped ? parts.get(1) : "";
			String version = parts.get(grouped ? 2 : 1);
			List<String> rest = parts.subList(grouped ? 3 : 2, parts.size());
			this.special = rest.get(0).equals("watch") || rest.get(0).equals("proxy");
			if (this.special) {
				if (rest.size() < 2) {
					throw new RequestInfoException("unable to determine kind and namespace from url, " + this.path);
				}
				this.verb = rest.get(0);
				rest = rest.subList(1, rest.size());
			}
			else {
				this.verb = verbOf(this.method);
			}
			rest = namespaced(rest);
			String resource = rest.isEmpty() ? "" : rest.get(0);
			if (rest.size() >= 2) {
				this.name = rest.get(1);
			}
			if (rest.size() >= 3 && !this.verb.equals("proxy")) {
				this.subresource = rest.get(2);
			}
			refine();
			return new RequestInfo(true, this.path, this.verb, parts.get(0), group, version, this.namespace, resource,
					this.subresource, this.name, rest, this.fieldSelector, this.labelSelector,
					this.special && this.verb.equals("watch"));
		}

		private List<String> namespaced(List<String> rest) {
			if (!rest.get(0).equals("namespaces")) {
				return rest;
			}
			if (rest.size() > 1) {
				this.namespace = rest.get(1);
				if (rest.size() > 2 && !rest.get(2).equals("status") && !rest.get(2).equals("finalize")) {
					return rest.subList(2, rest.size());
				}
			}
			return rest;
		}

		private void refine() {
			if (this.name.isEmpty() && this.verb.equals("get")) {
				this.verb = Boolean.TRUE.equals(this.query.flag("watch")) ? "watch" : "list";
			}
			if (this.name.isEmpty() && this.verb.equals("delete")) {
				this.verb = "deletecollection";
			}
			boolean selects = this.verb.equals("list") || this.verb.equals("watch")
					|| this.verb.equals("deletecollection");
			if (selects && !this.special) {
				this.fieldSelector = this.query.first("fieldSelector");
				this.labelSelector = this.query.first("labelSelector");
				if (this.name.isEmpty() && !this.verb.equals("deletecollection")) {
					this.name = nameFromSelector();
				}
			}
		}

		private String nameFromSelector() {
			if (this.fieldSelector.isEmpty() || !ListOptionsDecoder.isReadable(this.query)) {
				return "";
			}
			try {
				@Nullable String selected = FieldSelector.parse(this.fieldSelector).exactMatch("metadata.name");
				return (selected != null && isPathSegment(selected)) ? selected : "";
			}
			catch (SelectorSyntaxException ex) {
				return "";
			}
		}

		private static boolean isPathSegment(String name) {
			return !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0 && name.indexOf('%') < 0;
		}

	}

}
