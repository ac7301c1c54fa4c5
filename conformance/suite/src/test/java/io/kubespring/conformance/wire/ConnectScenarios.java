package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Connecting to what does not connect. No oracle has a subresource that does, so only
 * refusals are compared.
 */
final class ConnectScenarios {

	static final String NAMESPACE = "connections";

	private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

	private static final List<String> PATHS = List.of("/a/nosuch", "/a/nosuch/", "/a/nosuch/x", "/a/nosuch/x/y?z=1",
			"/missing/nosuch", "/a/proxy", "/a/proxy/x", "/a/exec?command=x", "/a/log", "/a/portforward", "/a/attach",
			"/a%2Fb/nosuch", "/a%25b/nosuch", "/../nosuch", "/a/nosuch?dryRun=All", "/a/nosuch?watch=1");

	private ConnectScenarios() {
	}

	static List<Scenario> ofCustomResource() {
		return scenarios("/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets", "Widget");
	}

	static List<Scenario> ofSampleApiServer() {
		return scenarios("/apis/GROUP/VERSION/namespaces/" + NAMESPACE + "/flunders", "Flunder");
	}

	private static List<Scenario> scenarios(String collection, String kind) {
		List<Scenario> all = new ArrayList<>();
		all.add(Scenario.send("create", "POST", collection,
				"{'apiVersion':'GROUP/VERSION','kind':'" + kind + "','metadata':{'name':'a'}}"));
		for (String path : PATHS) {
			for (String method : METHODS) {
				all.add(Scenario.send("188 " + method + " " + path, method, collection + path, ""));
			}
		}
		all.add(Scenario.send("188 PATCH with a body", "PATCH", collection + "/a/nosuch", "{}", "Content-Type",
				"application/merge-patch+json"));
		all.add(Scenario.send("188 POST with a body", "POST", collection + "/a/nosuch", "{}"));
		all.add(Scenario.send("188 in no namespace", "GET",
				collection.replaceAll("/namespaces/[a-z]+", "") + "/a/nosuch/x", ""));
		all.add(Scenario.get("188 accepting yaml", collection + "/a/nosuch", "Accept", "application/yaml"));
		all.add(Scenario.get("188 accepting text", collection + "/a/nosuch", "Accept", "text/plain"));
		all.add(Scenario.get("afterwards", collection + "/a"));
		return all;
	}

}
