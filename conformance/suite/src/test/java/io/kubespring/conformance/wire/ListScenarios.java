package io.kubespring.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists: which state and which part of it. {@code RV(c)} is a revision in the past, when
 * there were a, b and c; now there are b to f.
 */
final class ListScenarios {

	static final String NAMESPACE = "lists";

	static final String OTHER_NAMESPACE = "lists2";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String OTHER = "/apis/GROUP/v1/namespaces/" + OTHER_NAMESPACE + "/widgets";

	private static final String A = "/apis/GROUP/v1/widgets?labelSelector=in%3Dlists";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

	private static final String AHEAD = "RV(+1000000)";

	private static final List<String> LIMITS = List.of("", "limit=0", "limit=2", "limit=5", "limit=-3");

	private ListScenarios() {
	}

	static List<Scenario> scenarios() {
		return Stream.of(objects(), matrix(), ahead(), names(), numbers(), pages(), tokens(), forgedTokens(), forms())
			.flatMap(List::stream)
			.toList();
	}

	private static List<Scenario> objects() {
		List<Scenario> all = new ArrayList<>();
		all.add(Scenario.get("86 nothing on a page", W + "?limit=2"));
		for (String name : List.of("a", "b", "c", "d", "e")) {
			all.add(create(W, name, List.of("a", "c").contains(name) ? "1" : "2"));
		}
		all.add(create(OTHER, "x", "1"));
		all.add(create(OTHER, "y", "2"));
		all.add(Scenario.send("99 a goes", "DELETE", W + "/a", ""));
		all.add(create(W, "f", "1"));
		return all;
	}

	private static Scenario create(String collection, String name, String label) {
		return Scenario.send("99 " + name + " comes", "POST", collection, "{'apiVersion':'GROUP/v1','kind':'Widget',"
				+ "'metadata':{'name':'" + name + "','labels':{'v':'" + label + "','in':'lists'}},'spec':{'size':1}}");
	}

	/**
	 * Version, match, limit and selector in every combination.
	 */
	private static List<Scenario> matrix() {
		List<Scenario> all = new ArrayList<>();
		for (String match : List.of("", "Exact", "NotOlderThan", "Foo")) {
			for (String version : List.of("", "0", "00", "RV(c)", "RV()", "abc")) {
				for (String limit : LIMITS) {
					for (String selector : List.of("", "labelSelector=v%3D1")) {
						String query = query(version, match, limit, selector);
						all.add(Scenario.get("93-99 list" + query, W + query));
					}
				}
			}
		}
		return all;
	}

	private static String query(String version, String match, String... more) {
		List<String> parts = new ArrayList<>();
		parts.add(version.isEmpty() ? "" : "resourceVersion=" + version);
		parts.add(match.isEmpty() ? "" : "resourceVersionMatch=" + match);
		parts.addAll(List.of(more));
		parts.removeIf(String::isEmpty);
		return parts.isEmpty() ? "" : "?" + String.join("&", parts);
	}

	private static List<Scenario> ahead() {
		return List.of(Scenario.get("98 ahead", W + query(AHEAD, "")),
				Scenario.get("98 page ahead", W + query(AHEAD, "", "limit=2")),
				Scenario.get("98 not older than ahead", W + query(AHEAD, "NotOlderThan")),
				Scenario.get("98 exactly ahead", W + query(AHEAD, "Exact")),
				Scenario.get("98 ahead as table", W + query(AHEAD, ""), "Accept", TABLE));
	}

	/**
	 * One name, alone in a namespace or not.
	 */
	private static List<Scenario> names() {
		List<Scenario> all = new ArrayList<>();
		for (String fields : List.of("metadata.name%3Da", "metadata.name%3Db", "metadata.name%3D", "metadata.name!%3Db",
				"metadata.name%3Db,metadata.namespace%3Dlists2")) {
			for (String match : List.of("", "Exact", "NotOlderThan")) {
				for (String version : List.of("", "RV(c)", "abc")) {
					for (String limit : List.of("", "limit=1")) {
						String query = query(version, match, limit, "fieldSelector=" + fields);
						all.add(Scenario.get("102 name" + query, W + query));
					}
				}
			}
		}
		String b = "fieldSelector=metadata.name%3Db";
		all.add(Scenario.get("102 page of a name ahead", W + query(AHEAD, "", "limit=1", b)));
		all.add(Scenario.get("102 name exactly ahead", W + query(AHEAD, "Exact", b)));
		all.add(Scenario.get("102 name everywhere", A + "&limit=1&" + b));
		all.add(Scenario.get("102 name and namespace everywhere", A + "&limit=1&" + b + ",metadata.namespace%3Dlists"));
		all.add(Scenario.get("102 name after a token",
				W + "?limit=1&continue=" + token(-1, "/b\\u0000") + "&fieldSelector=metadata.name%3Dc"));
		all.add(Scenario.get("102 name and a malformed token", W + "?continue=x&" + b));
		return all;
	}

	private static List<Scenario> numbers() {
		List<Scenario> all = new ArrayList<>();
		for (String query : List.of("limit=", "limit=1.0", "limit=0x1", "limit=1_0", "limit=9223372036854775807",
				"limit=9223372036854775808", "limit=-9223372036854775808", "limit=1&limit=x", "resourceVersion=",
				"resourceVersion=-1", "resourceVersion=+5", "resourceVersion=1_0",
				"resourceVersion=18446744073709551616", "continue=")) {
			all.add(Scenario.get("92 " + query, W + "?" + query));
		}
		return all;
	}

	/**
	 * Pages while others write.
	 */
	private static List<Scenario> pages() {
		return List.of(Scenario.get("88 first page", W + "?limit=2"),
				Scenario.send("88 d goes meanwhile", "DELETE", W + "/d", ""), create(W, "bb", "1"),
				Scenario.get("88 second page", W + "?limit=2&continue=CONTINUE"),
				Scenario.get("88 last page", W + "?limit=2&continue=CONTINUE"),
				Scenario.get("89 first selected", W + "?limit=1&labelSelector=v%3D1"),
				Scenario.get("89 second selected", W + "?limit=1&labelSelector=v%3D1&continue=CONTINUE"),
				Scenario.get("89 third selected", W + "?limit=1&labelSelector=v%3D1&continue=CONTINUE"),
				Scenario.get("89 other selector, no limit", W + "?labelSelector=v%3D2&continue=CONTINUE"),
				Scenario.get("89 full page before others", W + "?limit=2&labelSelector=v%3D2"),
				Scenario.get("89 nothing behind it", W + "?limit=2&labelSelector=v%3D2&continue=CONTINUE"),
				Scenario.get("87 everywhere", A + "&limit=3"),
				Scenario.get("87 everywhere, second", A + "&limit=3&continue=CONTINUE"),
				Scenario.get("87 everywhere, last", A + "&limit=3&continue=CONTINUE"),
				Scenario.get("87 one namespace of all", A + "&limit=2&fieldSelector=metadata.namespace%3Dlists"),
				Scenario.get("87 one namespace of all, second",
						A + "&limit=2&fieldSelector=metadata.namespace%3Dlists&continue=CONTINUE"),
				Scenario.get("91 token for another namespace", W + "?limit=1"),
				Scenario.get("91 used there", OTHER + "?continue=CONTINUE"),
				Scenario.get("91 used where nothing is", "/apis/GROUP/v1/namespaces/nowhere/widgets?continue=CONTINUE"),
				Scenario.get("91 token and version", W + "?continue=CONTINUE&resourceVersion=5"),
				Scenario.get("91 token and no version", W + "?continue=CONTINUE&resourceVersion=abc"),
				Scenario.get("91 token and zeros", W + "?continue=CONTINUE&resourceVersion=00"),
				Scenario.get("91 token and any version", W + "?limit=1&continue=CONTINUE&resourceVersion=0"),
				Scenario.get("91 token and match", W + "?continue=CONTINUE&resourceVersionMatch=Exact"),
				Scenario.get("91 token, version and match",
						W + "?continue=CONTINUE&resourceVersion=5&resourceVersionMatch=NotOlderThan"),
				Scenario.get("91 token, zero and match",
						W + "?continue=CONTINUE&resourceVersion=0&resourceVersionMatch=Exact"),
				Scenario.get("91 token and everything wrong",
						W + "?continue=CONTINUE&resourceVersionMatch=Foo&sendInitialEvents=true"),
				Scenario.get("91 padded token and selector", W + "?continue=!&labelSelector=a=b=c"),
				Scenario.get("100 latest state", W + "?limit=2&continue=" + token(-1, "/b\\u0000")),
				Scenario.get("100 goes on", W + "?limit=2&continue=CONTINUE"),
				Scenario.get("100 any negative version", W + "?continue=" + token(-7, "b\\u0000")));
	}

	private static List<Scenario> tokens() {
		List<Scenario> all = new ArrayList<>();
		for (String text : List.of("!!", "ab%2B/", "a", "abcde", "garbage", "YW%0AJj", "YW%20Jj", "YWJ", "%C3%A9",
				"abcd!fgh", "e30%3D", "e30%3D%3D")) {
			all.add(Scenario.get("90 token " + text, W + "?continue=" + text));
		}
		for (String json : List.of("{", "{'v'", "{'v':1}", "{'rv':'5'}", "{'rv':1.5}", "{'rv':1e2}",
				"{'rv':9223372036854775808}", "{'start':5}", "{'start':{}}", "{'v':[],'rv':true}", "{}x", "x", "nul",
				"tru3", "{a}", "{'a' 1}", "{'a':1 2}", "[1 2]", "01", "-", "1.", "1e", "'a", "'\\x'", "'\\u12'", "{,}",
				"{}", "null", "[]", "5", "'x'", "true", "{'v':'meta.k8s.io/v2','rv':5,'start':'b'}", "{'v':'a\\'b'}",
				"{'v':'meta.k8s.io/v1','start':'b'}", "{'v':'meta.k8s.io/v1','rv':0,'start':'b'}",
				"{'v':'meta.k8s.io/v1','rv':5}", "{'v':'meta.k8s.io/v1','rv':null,'start':'b'}",
				"{'V':'meta.k8s.io/v1','rv':7,'rv':-1,'START':'a','start':'c','more':[{}]}")) {
			all.add(Scenario.get("90 token of " + json, W + "?continue=" + encode(json)));
		}
		return all;
	}

	/**
	 * Paths that must not lead out of the collection.
	 */
	private static List<Scenario> forgedTokens() {
		List<Scenario> all = new ArrayList<>();
		for (String start : List.of("../../x", "..", "/..", "a/../b", "a/b/..", ".", "./a", "a/.", "a/./b", "a//b",
				"//", "/", "/a/", "a/", "...", "a/...", "..a", "%2e%2e/x", "../lists2/x", "/../lists2/x", "lists2/x")) {
			all.add(Scenario.get("91 token from " + start, W + "?continue=" + token(-1, start)));
		}
		return all;
	}

	private static List<Scenario> forms() {
		List<Scenario> all = new ArrayList<>();
		for (String accept : List.of(TABLE, PARTIAL_LIST, "application/json;pretty=1")) {
			for (String query : List.of("?limit=2", "?limit=9", "?limit=1&labelSelector=v%3D1",
					"?limit=1&labelSelector=v%3D3", "?continue=!!", "?resourceVersion=abc")) {
				all.add(Scenario.get("44 " + query + " as " + accept, W + query, "Accept", accept));
			}
		}
		return all;
	}

	private static String token(long revision, String start) {
		return encode("{'v':'meta.k8s.io/v1','rv':" + revision + ",'start':'" + start + "'}");
	}

	private static String encode(String json) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

}
