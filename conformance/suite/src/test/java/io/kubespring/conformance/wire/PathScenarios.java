package io.kubespring.conformance.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Paths as a client may write them: slashes, escapes, dots, and what is below an object.
 */
final class PathScenarios {

	static final String NAMESPACE = "paths";

	private PathScenarios() {
	}

	/**
	 * The cases of any group.
	 */
	static List<Scenario> ofCustomResource() {
		String widgets = collection("widgets", "v1");
		String widget = "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'NAME'}}";
		return Stream.concat(
				Stream.of(Scenario.send("made", "POST", widgets, widget.replace("NAME", "a")),
						Scenario.send("slash behind a create", "POST", widgets + "/", widget.replace("NAME", "s"))),
				paths("widgets", "v1"))
			.toList();
	}

	/**
	 * The same, of a kind in Go.
	 */
	static List<Scenario> ofSampleApiServer() {
		return paths("flunders", "VERSION").toList();
	}

	private static String collection(String plural, String version) {
		return "/apis/GROUP/" + version + "/namespaces/" + NAMESPACE + "/" + plural;
	}

	private static Stream<Scenario> paths(String plural, String version) {
		String root = "/apis/GROUP/" + version;
		String collection = collection(plural, version);
		return Stream.of(Scenario.get("slash behind a list", collection + "/"),
				Scenario.get("slashes behind a list", collection + "///"),
				Scenario.get("slash behind an object", collection + "/a/"),
				Scenario.send("slash behind a delete", "DELETE", collection + "/s/", ""),
				Scenario.get("no namespace", root + "/namespaces//" + plural + "?labelSelector=of-nobody"),
				Scenario.get("slashes before the namespace", root + "//namespaces/" + NAMESPACE + "/" + plural),
				Scenario.get("slashes before the resource", root + "/namespaces/" + NAMESPACE + "//" + plural),
				Scenario.get("slashes before the name", collection + "//a"),
				Scenario.get("namespaces only", root + "/namespaces"),
				Scenario.get("a namespace only", root + "/namespaces/" + NAMESPACE),
				Scenario.get("name of an escape", collection + "/%61"),
				Scenario.get("resource of an escape",
						collection.replace(plural, "%" + hex(plural) + plural.substring(1))),
				Scenario.get("escaped slash in a name", collection + "/a%2Fb"),
				Scenario.get("escaped slash in a namespace", root + "/namespaces/a%2F" + plural),
				Scenario.get("escaped percent", collection + "/a%25"),
				Scenario.get("escaped percent and slash", collection + "/a%252Fb"),
				Scenario.get("escaped zero", collection + "/a%00b"),
				Scenario.get("escaped space", collection + "/a%20b"),
				Scenario.get("letters of the world", collection + "/%C3%A9"),
				Scenario.get("quotes and signs", collection + "/%22%3Ca%3E%26"),
				Scenario.get("semicolon", collection + "/a;b=c"),
				Scenario.get("comma and colon", collection + "/a,b:c"), Scenario.get("plus", collection + "/a+b"),
				Scenario.get("upper case", collection + "/A"),
				Scenario.get("upper case of the resource",
						root + "/namespaces/" + NAMESPACE + "/" + plural.toUpperCase(Locale.ROOT)),
				Scenario.get("dot as name", collection + "/."), Scenario.get("two dots as name", collection + "/.."),
				Scenario.get("dots in a name", collection + "/a..b"),
				Scenario.get("below an object", collection + "/a/b"),
				Scenario.get("further below an object", collection + "/a/b/c"),
				Scenario.get("far below an object", collection + "/a/status/c/d"),
				Scenario.send("80 create of one", "POST", collection + "/a", "{}"),
				Scenario.send("update of all", "PUT", collection, "{}"),
				Scenario.send("patch of all", "PATCH", collection, "{}", "Content-Type",
						"application/merge-patch+json"),
				Scenario.get("singular", root + "/namespaces/" + NAMESPACE + "/" + plural.replaceAll("s$", "")),
				Scenario.get("everywhere by name", root + "/" + plural + "/a"),
				Scenario.get("proxy of old", root + "/proxy/namespaces/" + NAMESPACE + "/" + plural + "/a"),
				Scenario.get("empty query", collection + "/a?"), Scenario.get("odd query", collection + "/a?&&=&x"),
				Scenario.get("spaces in a query", collection + "/a?x=%20&y+z"),
				Scenario.get("parameter in upper case", collection + "?LIMIT=abc"),
				Scenario.get("parameter twice", collection + "?limit=1&limit=abc"),
				Scenario.get("empty limit", collection + "?limit="),
				Scenario.get("negative limit", collection + "?limit=-1"),
				Scenario.get("empty boolean", collection + "/a?export="),
				Scenario.get("false boolean", collection + "/a?export=false"),
				Scenario.get("no boolean", collection + "/a?export=nonsense"));
	}

	private static String hex(String text) {
		return Integer.toHexString(text.charAt(0));
	}

}
