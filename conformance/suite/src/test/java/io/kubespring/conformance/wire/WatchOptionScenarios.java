package io.kubespring.conformance.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What the options of a watch come to, alone and with each other: refused, or some events
 * and an end. All watches of one scenario are open at once.
 */
final class WatchOptionScenarios {

	static final String NAMESPACE = "watch-options";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String DEPRECATED = "/apis/GROUP/v1/watch/namespaces/" + NAMESPACE + "/widgets";

	private static final String END = "&timeoutSeconds=1";

	private static final List<String> INITIAL = List.of("", "&sendInitialEvents=true", "&sendInitialEvents=false");

	private static final List<String> MATCHES = List.of("", "&resourceVersionMatch=NotOlderThan",
			"&resourceVersionMatch=Exact", "&resourceVersionMatch=Foo");

	private static final List<String> BOOKMARKS = List.of("", "&allowWatchBookmarks=true");

	/**
	 * Times that are refused or that are over at once; those that are taken and are not
	 * are told apart by what is refused after them.
	 */
	private static final List<String> TIMEOUTS = List.of("abc", "1.5", "1s", "1e0", "0x1", "%2B1", "+1", "%201", "1%20",
			"", "0", "-0", "01", "9223372036854775807", "9223372036854775808", "99999999999999999999", "-1", "--1",
			"null", "1_000", "%D9%A1", "1,2");

	private static final List<String> FLAGS = List.of("", "1", "0", "true", "false", "t", "F", "True", "TRUE", "yes",
			"2", "abc", "%20true");

	private static final List<String> FIELDS = List.of("", "metadata.name=a", "metadata.name==a", "metadata.name!=a",
			"metadata.name=a,metadata.name=b", "metadata.name=missing", "metadata.namespace=" + NAMESPACE,
			"metadata.namespace=other", "metadata.namespace!=" + NAMESPACE,
			"metadata.name=b,metadata.namespace=" + NAMESPACE, "spec.size=1", "status.phase=x", "metadata.labels.x=y",
			"metadata.name", "=", "metadata.name=a,", "metadata.name>a", "metadata.name in (a)", "metadata.name=\\x",
			"metadata.name=A_b");

	private static final List<String> LABELS = List.of("", "x", "!x", "x=y", "x==y", "x!=y", "x in (y,z)",
			"x notin (y)", "x>1", "n>1", "n<5", "x=y,n", "x=", "x in ()", "x in (", "x=y=z", "-x=y", "x=-y", "x y", ",",
			"x=y,", "X_.-/y=z", "x>a");

	private static final List<String> ACCEPTS = List.of("*/*", "application/*", "application/json",
			"application/json;stream=watch", "application/json;stream=other", "application/json;stream",
			"application/json;watch=true", "application/json;charset=utf-8", "application/json;pretty=1",
			"application/json;q=0", "application/yaml", "application/yaml;stream=watch", "text/plain", "text/html",
			"application/yaml,application/json", "application/json,application/yaml",
			"application/yaml;q=0.1,application/json", "application/yaml,application/json;q=0.1",
			"text/plain,application/json", "application/json;as=Table;v=v1;g=meta.k8s.io;stream=watch",
			"application/json;as=Table;v=v2;g=meta.k8s.io",
			"application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
			"application/json;as=Table;v=v1beta1;g=meta.k8s.io", "application/json;as=Nothing;v=v1;g=meta.k8s.io",
			"application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
			"application/json;as=PartialObjectMetadata;v=v1beta1;g=meta.k8s.io",
			"application/json;as=PartialObjectMetadata;v=v1;g=other",
			"application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json", "", ";", "application",
			"application/json;as=Table");

	private static final List<String> INCLUDES = List.of("", "None", "Metadata", "Object", "none", "Foo");

	private WatchOptionScenarios() {
	}

	static List<Scenario> scenarios() {
		List<Scenario> all = new ArrayList<>(List.of(create("a", "'x':'y','n':'3'"), create("b", "")));
		all.add(Scenario.get("present", W));
		starts("from nothing", "", END, all);
		starts("from any", "&resourceVersion=0", END, all);
		starts("from a version", "&resourceVersion=LAST_RV", END, all);
		starts("from an old version", "&resourceVersion=1", END, all);
		starts("from a version to come", "&resourceVersion=RV(+100000000)", "&timeoutSeconds=5", all);
		starts("from no number", "&resourceVersion=abc", END, all);
		all.add(each("timeoutSeconds", TIMEOUTS, (name, value) -> Scenario.get(name,
				W + "?watch=1&resourceVersion=LAST_RV&resourceVersionMatch=Foo&timeoutSeconds=" + value)));
		all.add(each("over at once", List.of("-1", "-0001"),
				(name, value) -> Scenario.get(name, W + "?watch=1&resourceVersion=LAST_RV&timeoutSeconds=" + value)));
		all.add(each("watch", FLAGS, (name, value) -> Scenario.get(name, W + "?watch=" + value + END)));
		all.add(each("allowWatchBookmarks", FLAGS,
				(name, value) -> Scenario.get(name,
						W + "?watch=1&resourceVersionMatch=NotOlderThan&sendInitialEvents=true&allowWatchBookmarks="
								+ value + END)));
		all.add(each("sendInitialEvents", FLAGS, (name, value) -> Scenario.get(name,
				W + "?watch=1&resourceVersionMatch=NotOlderThan&sendInitialEvents=" + value + END)));
		all.add(each("fieldSelector", FIELDS,
				(name, value) -> Scenario.get(name, W + "?watch=1&fieldSelector=" + encode(value) + END)));
		all.add(each("labelSelector", LABELS,
				(name, value) -> Scenario.get(name, W + "?watch=1&labelSelector=" + encode(value) + END)));
		all.add(each("accepting", ACCEPTS, (name, value) -> Scenario.get(name, W + "?watch=1" + END, "Accept", value)));
		all.add(each("table with", INCLUDES,
				(name, value) -> Scenario.get(name, W + "?watch=1&allowWatchBookmarks=1&includeObject=" + value + END,
						"Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")));
		all.add(Scenario.watches("deprecated", deprecated(), List.of()));
		all.add(Scenario.watches("others", others(), List.of()));
		all.add(Scenario.get("afterwards", W));
		return all;
	}

	private static void starts(String name, String version, String end, List<Scenario> all) {
		List<Scenario> watches = new ArrayList<>();
		for (String initial : INITIAL) {
			for (String match : MATCHES) {
				for (String bookmarks : BOOKMARKS) {
					watches.add(Scenario.get((initial + match + bookmarks).replaceFirst("^$", "alone"),
							W + "?watch=1" + version + initial + match + bookmarks + end));
				}
			}
		}
		all.add(Scenario.watches(name, watches, List.of()));
	}

	private static List<Scenario> deprecated() {
		List<Scenario> watches = new ArrayList<>();
		for (String query : new String[] { "", "&watch=1", "&watch=0", "&sendInitialEvents=true",
				"&sendInitialEvents=false", "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan",
				"&resourceVersionMatch=NotOlderThan", "&resourceVersion=0", "&resourceVersion=LAST_RV",
				"&resourceVersion=1", "&resourceVersion=LAST_RV&resourceVersionMatch=NotOlderThan",
				"&resourceVersion=LAST_RV&resourceVersionMatch=Exact", "&resourceVersion=0&resourceVersionMatch=Exact",
				"&watch=1&sendInitialEvents=true", "&watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan",
				"&allowWatchBookmarks=1", "&watch=1&allowWatchBookmarks=1", "&labelSelector=x", "&limit=1",
				"&continue=abc", "&resourceVersion=abc" }) {
			watches.add(Scenario.get(query.replaceFirst("^$", "alone"), DEPRECATED + "?timeoutSeconds=1" + query));
		}
		for (String path : new String[] { "/a", "/missing", "/a?fieldSelector=metadata.name%3Da",
				"/a?fieldSelector=metadata.name%3Db", "/a?fieldSelector=metadata.namespace%3Dother", "/a/status",
				"/a/x/y", "/" }) {
			watches.add(Scenario.get("path " + path,
					DEPRECATED + path + ((path.indexOf('?') < 0) ? "?timeoutSeconds=1" : END)));
		}
		watches.add(Scenario.get("everywhere",
				"/apis/GROUP/v1/watch/widgets?timeoutSeconds=1&fieldSelector=metadata.namespace%3D" + NAMESPACE));
		watches.add(Scenario.get("cluster-scoped", "/apis/GROUP/v1/watch/gadgets?timeoutSeconds=1"));
		watches.add(Scenario.get("of nothing", "/apis/GROUP/v1/watch/nothings?timeoutSeconds=1"));
		watches.add(Scenario.get("table", DEPRECATED + "?timeoutSeconds=1", "Accept",
				"application/json;as=Table;v=v1;g=meta.k8s.io"));
		watches.add(Scenario.get("metadata", DEPRECATED + "?timeoutSeconds=1", "Accept",
				"application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"));
		return watches;
	}

	private static List<Scenario> others() {
		return List.of(Scenario.get("limit", W + "?watch=1&limit=1" + END),
				Scenario.get("limit of zero", W + "?watch=1&limit=0" + END),
				Scenario.get("no limit", W + "?watch=1&limit=abc" + END),
				Scenario.get("continue", W + "?watch=1&continue=abc" + END),
				Scenario.get("continue from a version", W + "?watch=1&continue=abc&resourceVersion=LAST_RV" + END),
				Scenario.get("continue and match",
						W + "?watch=1&continue=abc&sendInitialEvents=true&resourceVersionMatch=NotOlderThan" + END),
				Scenario.get("continue and Exact",
						W + "?watch=1&continue=abc&resourceVersion=LAST_RV&resourceVersionMatch=Exact" + END),
				Scenario.get("first of two versions", W + "?watch=1&resourceVersion=LAST_RV&resourceVersion=1" + END),
				Scenario.get("first of two flags", W + "?watch=1&watch=0&resourceVersion=LAST_RV" + END),
				Scenario.get("unknown", W + "?watch=1&unknown=1&resourceVersion=LAST_RV" + END),
				Scenario.get("pretty", W + "?watch=1&pretty=1" + END),
				Scenario.get("dryRun", W + "?watch=1&dryRun=All&resourceVersion=LAST_RV" + END),
				Scenario.get("negative version", W + "?watch=1&resourceVersion=-1" + END),
				Scenario.get("version with a sign", W + "?watch=1&resourceVersion=%2B1" + END),
				Scenario.get("version too long", W + "?watch=1&resourceVersion=99999999999999999999" + END),
				Scenario.get("of one object", W + "/a?watch=1" + END),
				Scenario.get("of a missing object", W + "/missing?watch=1" + END),
				Scenario.get("of a subresource", W + "/a/status?watch=1" + END),
				Scenario.get("of nothing", "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/nothings?watch=1" + END),
				Scenario.get("of a namespace that is not there",
						"/apis/GROUP/v1/namespaces/missing/widgets?watch=1" + END),
				Scenario.get("cluster-scoped", "/apis/GROUP/v1/gadgets?watch=1" + END));
	}

	private static Scenario each(String name, List<String> values, BiFunction<String, String, Scenario> watch) {
		return Scenario.watches(name,
				values.stream().map((value) -> watch.apply(value.isEmpty() ? "nothing" : value, value)).toList(),
				List.of());
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static Scenario create(String name, String labels) {
		return Scenario.send("create " + name, "POST", W,
				"{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'" + name + "','labels':{" + labels
						+ "}},'spec':{'size':1}}");
	}

}
