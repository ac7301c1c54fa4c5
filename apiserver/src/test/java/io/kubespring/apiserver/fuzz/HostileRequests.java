package io.kubespring.apiserver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes requests that try to be read in two ways: targets of the API that were twisted,
 * methods that are none, queries, bodies and headers that name something else. Equal
 * seeds make equal requests.
 */
final class HostileRequests {

	private static final String[] TEMPLATES = { "/apis/g.io/v1/namespaces/a/foos",
			"/apis/g.io/v1/namespaces/a/foos/in-a", "/apis/g.io/v1/namespaces/b/foos/in-b", "/apis/g.io/v1/foos",
			"/apis/h.io/v1/namespaces/a/foos", "/apis/g.io/v1/namespaces/a/foos/in-a/echo",
			"/apis/g.io/v1/namespaces/a/foos/in-a/echo/x/y", "/apis/g.io/v1/namespaces/a/bars",
			"/apis/g.io/v1/namespaces/a/bars/in-a", "/apis/g.io/v1/namespaces/b/bars/in-b", "/apis/g.io/v1/bars",
			"/apis/g.io/v1/watch/namespaces/a/foos", "/apis/g.io/v1/watch/namespaces/a/foos/in-a",
			"/apis/g.io/v1/proxy/namespaces/a/foos/in-a", "/apis/g.io/v1/namespaces/a",
			"/apis/g.io/v1/namespaces/a/status", "/apis/g.io/v1", "/api/v1/foos",
			"/apis/g.io/v1/namespaces/a/foos/in-a/status" };

	private static final String[] SEGMENTS = { "", ".", "..", "apis", "api", "g.io", "h.io", "v1", "v2", "namespaces",
			"namespace", "a", "b", "A", "foos", "bars", "in-a", "in-b", "echo", "status", "scale", "finalize", "watch",
			"proxy", "*", "~", "%2e", "%2E%2e", "%2f", "%2F..%2F", "%5c", "%00", "a%00", "%zz", "%", "%2", "%252e%252e",
			"%252F", "a%2Fb", "a%2Ffoos", "namespaces%2Fb", "a;x=1", ";", "a%3bb", "foos;in-b", "%c0%af",
			"%c0%ae%c0%ae", "%ef%bc%8f", "%e2%80%ae", "%ff", "in-a%20", "%20", "+", "in-a%0a", "%0d%0a", "a?b", "a%3fb",
			"a%23b", "a#b", "@", "a:b", "\\", "..\\", "|", "\"", "<", "{b}", "${b}", "\u00c3\u00a9", "\u00ff", "\u0001",
			"\u007f" };

	private static final String[] PREFIXES = { "http://localhost", "https://evil", "http://evil:1", "http:", "//evil",
			"/", "//", "/.", "/..", "/x/..", "?", "#", "\\", "*", "http://a@b", "http://[::1]", "/%2f", "/;",
			"HTTP://x", "ftp://x", "javascript:", "/own", "http://" };

	private static final String[] PAIRS = { "watch=1", "watch", "watch=0", "watch=true", "watch=FALSE", "WATCH=1",
			"fieldSelector=metadata.name%3Din-a", "fieldSelector=metadata.name=in-b",
			"fieldSelector=metadata.name==in-a", "fieldSelector=metadata.name!=in-a",
			"fieldSelector=metadata.namespace%3Db", "fieldSelector=*bar", "fieldSelector=metadata.name%3D..",
			"fieldSelector=metadata.name%3Da%2Fb", "fieldSelector=metadata.name%3Din-a,metadata.namespace%3Db",
			"labelSelector=x%3Dy", "labelSelector=in+(", "labelSelector=!x", "limit=1", "limit=x", "limit=-1",
			"continue=x", "resourceVersion=0", "resourceVersion=x", "resourceVersionMatch=Exact", "timeout=1h",
			"timeout=x", "timeoutSeconds=0", "timeoutSeconds=x", "pretty=1", "dryRun=All", "namespace=b", "name=in-b",
			"_method=DELETE", "sendInitialEvents=true", "allowWatchBookmarks=1", "%zz", "a;b=c", "=",
			"%66ieldSelector=metadata.name%3Din-b", "fieldSelector", "watch=1;", "?", "/../b", "#", "\u00ff",
			"fieldManager=m", "fieldValidation=Strict", "force=true" };

	private static final String[] METHODS = { "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get",
			"Get", "LIST", "WATCH", "CONNECT", "GETT", "M-SEARCH" };

	private static final String[] HEADERS = { "X-HTTP-Method-Override: DELETE", "X-Original-URL: /apis/g.io/v1/foos",
			"X-Rewrite-URL: /apis/g.io/v1/namespaces/b/foos", "X-Forwarded-Prefix: /own",
			"X-Forwarded-Prefix: /apis/g.io/v1/namespaces/b/foos/in-b", "X-Forwarded-Prefix: /apis/g.io/v1/foos?",
			"X-Forwarded-Prefix: /apis/g.io/v1/namespaces/b/foos#", "X-Forwarded-Uri: /apis/g.io/v1/foos",
			"X-Forwarded-Host: x/apis/g.io/v1/namespaces/b/foos?", "X-Forwarded-Proto: http://x/apis/g.io/v1/foos?",
			"X-Forwarded-Port: 1", "X-Forwarded-For: 127.0.0.1", "Forwarded: host=\"x/apis/g.io/v1/foos?\";proto=http",
			"Host: x/apis/g.io/v1/namespaces/b/foos?", "Host: x/apis/g.io/v1/foos#", "Host: a@b", "Host: ", "Host: [",
			"Host: x/own", "Host: x:1/apis/g.io/v1/namespaces/b/foos/in-b?", "Accept: application/yaml",
			"Accept: application/json;as=Table;v=v1;g=meta.k8s.io",
			"Accept: application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "Accept: text/html",
			"Expect: x", "Content-Type: text/plain", "X-Fuzz: somebody" };

	private static final String[] TYPES = { "application/json", "application/merge-patch+json",
			"application/json-patch+json", "application/yaml", "application/x-www-form-urlencoded" };

	private final SplittableRandom random;

	private HostileRequests(long seed) {
		this.random = new SplittableRandom(seed);
	}

	static HostileRequest of(long seed) {
		return new HostileRequests(seed).request();
	}

	private HostileRequest request() {
		String method = chance(60) ? "GET" : any(METHODS);
		String target = target();
		List<String> headers = new ArrayList<>();
		String body = "";
		if (method.equals("POST") || method.equals("PUT") || method.equals("PATCH") || chance(2)) {
			body = body();
			headers.add("Content-Type: " + any(TYPES));
		}
		while (chance(25)) {
			headers.add(any(HEADERS));
		}
		return new HostileRequest(method, target, headers, body);
	}

	private String target() {
		List<String> segments = new ArrayList<>(List.of(any(TEMPLATES).substring(1).split("/")));
		while (chance(60)) {
			twist(segments);
		}
		String path = "/" + String.join("/", segments);
		while (chance(20)) {
			path = scramble(path);
		}
		if (chance(8)) {
			path = any(PREFIXES) + path;
		}
		return path + query();
	}

	private void twist(List<String> segments) {
		int at = this.random.nextInt(segments.size() + 1);
		switch (this.random.nextInt(5)) {
			case 0 -> segments.add(at, any(SEGMENTS));
			case 1 -> segments.add("");
			case 2 -> {
				if (segments.size() > 1 && at < segments.size()) {
					segments.remove(at);
				}
			}
			default -> {
				if (at < segments.size()) {
					segments.set(at, any(SEGMENTS));
				}
			}
		}
	}

	/**
	 * Write one character in another way, or put another one there.
	 */
	private String scramble(String path) {
		int at = this.random.nextInt(path.length());
		char found = path.charAt(at);
		String other = switch (this.random.nextInt(6)) {
			case 0, 1 -> String.format(chance(50) ? "%%%02x" : "%%%02X", (int) found);
			case 2 -> String.valueOf(found) + found;
			case 3 -> (chance(50) && found < 128) ? String.valueOf(Character.toUpperCase(found)) : "%25" + found;
			case 4 -> found + ";" + found;
			default -> String.valueOf(octet());
		};
		return path.substring(0, at) + other + path.substring(at + 1);
	}

	/**
	 * Any octet but those that end a line or, where servers are lenient, a target.
	 */
	private char octet() {
		char octet = (char) this.random.nextInt(256);
		return Character.isWhitespace(octet) ? '/' : octet;
	}

	private String query() {
		if (chance(45)) {
			return "";
		}
		StringBuilder query = new StringBuilder("?").append(any(PAIRS));
		while (chance(50)) {
			query.append(chance(90) ? "&" : "").append(any(PAIRS));
		}
		return query.toString();
	}

	private String body() {
		String namespace = any(new String[] { "a", "b", "", "..", "a/b" });
		String name = any(new String[] { "in-a", "in-b", "new", "", "..", "x/y" });
		return "{\"apiVersion\":\"g.io/v1\",\"kind\":\"" + (chance(80) ? "Bar" : "Foo") + "\",\"metadata\":{\"name\":\""
				+ name + "\"" + (chance(50) ? ",\"namespace\":\"" + namespace + "\"" : "") + "}}";
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private String any(String[] all) {
		return all[this.random.nextInt(all.length)];
	}

}
